/// What the people of a simulation say. Nobody of it exists.
enum Phrases {
    static let contact = #"{"wasReached":true,"wasToldProcedureAndLimit":true}"#
    static let answer = #"{"text":"经现场核实,已安排处理并向您说明办理结果。"}"#
    static let form = "经现场核实,已安排处理,并已向来电人说明办理结果。"
    static let coordination = #"{"form":"经核实,该事项不属本单位职责,请协调转交实际承办单位。"}"#
    static let reply = #"{"text":"收到督办函后已再次核实,现将办理结果直接答复您。"}"#
    static let report = #"{"text":"已按督办函要求办理并答复群众。","feedback":"群众表示已收到答复。"}"#

    static let decision = #"{"isUpheld":false,"reason":"经核实,尚未造成不良影响,已督促整改。"}"#

    static let matters = [
        "小区供水压力不足,高层住户早晚用水困难", "路口红绿灯损坏多日,上下班高峰拥堵", "老旧小区电梯经常停运,希望尽快更换",
        "河道有异味,附近居民不敢开窗", "公交线路调整后上学不便,建议增加班次", "夜间施工噪声扰民",
        "社保关系转移如何办理", "学校门口占道经营影响通行", "物业费上涨未公示", "建议在公园增设无障碍通道",
        "拆迁安置房何时交付", "燃气改造后路面未恢复", "医保异地结算材料被多次退回", "不动产登记预约排队时间过长",
    ]
}
