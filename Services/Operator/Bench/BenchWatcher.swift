import DeadlineWatcherService

typealias BenchWatcher = BenchHosting<DeadlineWatcherService>
