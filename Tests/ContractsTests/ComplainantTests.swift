import Contracts
import Testing

@Suite struct ComplainantTests {
    @Test(
        "CZ-48: whoever left a way to be reached has the full name, whoever did not is 匿名",
        arguments: [
            (Citizen(name: "王芳", phone: "13800138000"), false, "王芳"),
            (Citizen(name: "王芳", address: "龙锦路1590号"), false, "王芳"), (Citizen(name: "王芳"), false, "匿名"),
            (Citizen(name: "王芳", phone: "13800138000"), true, "匿名"), (nil, false, "匿名"), (nil, true, "匿名"),
            (Citizen(phone: "13800138000"), false, nil),
        ] as [(Citizen?, Bool, String?)])
    func complainant(citizen: Citizen?, isAnonymous: Bool, name: String?) {
        #expect(Citizen.complainant(citizen, isAnonymous: isAnonymous) == name)
    }
}
