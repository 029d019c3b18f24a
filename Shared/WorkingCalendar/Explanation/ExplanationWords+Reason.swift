extension ExplanationWords {
    /// One reason, in a few words.
    func reason(_ reason: Explanation.Reason) -> String {
        let (chinese, english) = words(reason)
        return language == .chinese ? chinese : english
    }

    private func words(_ reason: Explanation.Reason) -> (chinese: String, english: String) {
        switch reason {
        case .ordinaryWorkingDay: ("工作日", "working day")
        case .makeUpWorkingDay(let name): ("调休上班（\(name)）", "make-up working day (\(name))")
        case .weekend: ("周末", "weekend")
        case .holiday(let name): ("放假（\(name)）", "holiday (\(name))")
        case .localWorkingDay(let name): ("本地上班（\(name)）", "local working day (\(name))")
        case .localDayOff(let name): ("本地放假（\(name)）", "local day off (\(name))")
        case .localHours(let name): ("本地作息（\(name)）", "local hours (\(name))")
        case .startingDay: ("起始日，不计", "starting day, not counted")
        case .startingDayIncluded: ("起始日", "starting day")
        case .beforeReceipt: ("尚未视为收到，不计", "not yet received, not counted")
        case .receipt: ("视为收到之日，不计", "day of receipt, not counted")
        case .eventDay: ("事件当日，不计", "day of the event, not counted")
        case .beyondClearDays: ("完整工作日之外的一日", "the day beyond the whole working days")
        case .lostToPause: ("暂停，不计", "paused, not counted")
        case .partlyPaused: ("部分时间暂停", "paused in part")
        case .endByDate: ("按日期届满", "end by the date")
        case .rolledTo: ("调整至此", "moved to here")
        case .assumed(let year): ("\(year) 年安排未公布，按周推算", "\(year) is not published, weekday assumed")
        }
    }
}
