import Kafka

/// What becomes of a half once the broker has answered.
struct Settlement {
    /// Places of the events that are not sent again.
    let done: [Int]
    /// Why one of the others is not stored.
    let failure: KafkaError?
    /// Keys of which an event is sent again although it will pass one day. One that was refused for what it is holds up no
    /// other of its key.
    let stuckKeys: Set<String>

    /// - Parameter stuck: those of the half before. What is acknowledged of them has gone out ahead, so it is sent once more
    ///   and comes behind again.
    init(_ records: [ProducerRecord], _ answers: Acknowledgements, behind stuck: Set<String> = []) {
        done = records.indices.filter { answers.covers($0) && !stuck.contains(records[$0].key) }
        failure = answers.fatal ?? answers.failures.values.first
        stuckKeys = Set(answers.failures.filter { !$0.value.concernsOneRecord }.keys.map { records[$0].key })
    }
}
