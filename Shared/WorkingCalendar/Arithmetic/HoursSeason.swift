/// A run of days with the same windows, and the working time before it. All times in milliseconds.
struct HoursSeason {
    /// One window of the day.
    struct Window {
        let opens: Int
        let closes: Int
        /// Working time of the day before this window.
        let before: Int
    }

    /// Offset of the first day.
    let firstDay: Int
    /// Working days before it.
    let rank: Int
    /// Working time before it.
    let before: Int
    let dayLength: Int
    let closes: Int
    let windows: [Window]

    init(firstDay: Int, rank: Int, before: Int, windows daily: DailyWindows) {
        self.firstDay = firstDay
        self.rank = rank
        self.before = before
        dayLength = daily.seconds * 1000
        closes = daily.closes * 1000
        var sum = 0
        windows = daily.all.map { window in
            defer { sum += (window.closes - window.opens) * 1000 }
            return Window(opens: window.opens * 1000, closes: window.closes * 1000, before: sum)
        }
    }

    /// Working time of a day before a time of it.
    func worked(before time: Int) -> Int {
        var sum = 0
        for window in windows where time > window.opens {
            sum = window.before + min(time, window.closes) - window.opens
        }
        return sum
    }

    /// The earliest time of the day at which `worked` (1...dayLength) has been worked: may be a window's end.
    func earliest(_ worked: Int) -> Int {
        for window in windows where worked <= window.before + window.closes - window.opens {
            return window.opens + worked - window.before
        }
        return closes
    }

    /// The latest time of the day at which no more than `worked` (0..<dayLength) has been worked: may be an opening.
    func latest(_ worked: Int) -> Int {
        for window in windows where worked < window.before + window.closes - window.opens {
            return window.opens + worked - window.before
        }
        return closes
    }
}
