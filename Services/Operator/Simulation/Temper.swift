/// How people behave, in percent of occasions; the rest of the time they do what they should.
struct Temper: Sendable {
    /// A unit lets a limit pass: signing and contacting, answering, everything on paper, under supervision.
    var lateSigning = 4
    var lateAnswer = 8
    var latePaper = 6
    var lateUnderSupervision = 10
    /// What citizens say when asked; the rest is solved.
    var notSolved = 7
    var partlySolved = 10
    var unreachable = 6
    /// The supervisor issues a letter for what was proposed.
    var letters = 92
}
