/// Times of day as text.
enum ClockText {
    /// `17:30`, or `17:30:05` where there are seconds.
    static func hourMinute(_ second: Int) -> String {
        let text = two(second / 3600) + ":" + two(second / 60 % 60)
        return second % 60 == 0 ? text : text + ":" + two(second % 60)
    }

    /// `17:30:00`.
    static func full(_ second: Int) -> String {
        two(second / 3600) + ":" + two(second / 60 % 60) + ":" + two(second % 60)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
