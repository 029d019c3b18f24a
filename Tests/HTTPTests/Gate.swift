/// Holds handlers until it is opened, or until so many wait.
actor Gate {
    private var isOpen = false
    private var arrived = 0
    private let limit: Int?
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    init(opensAt limit: Int? = nil) { self.limit = limit }

    func wait() async {
        arrived += 1
        for watcher in watchers { watcher.resume() }
        watchers = []
        if arrived == limit { open() }
        guard !isOpen else { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func untilSomeoneWaits() async {
        guard arrived == 0 else { return }
        await withCheckedContinuation { watchers.append($0) }
    }

    func open() {
        isOpen = true
        for one in waiting { one.resume() }
        waiting = []
    }
}
