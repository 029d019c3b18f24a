import Kafka
import TestSupport
import Testing

@Suite struct ProducerCloseTests {
    @Test func closingUnderLoadLeavesNoSendWithoutAnswer() async throws {
        let broker = try await BrokerFixture.shared()
        let topic = try await broker.topic("closing")
        for _ in 0..<10 {
            let producer = try Producer(broker.settings())
            let answers = await withTaskGroup(of: Acknowledgements.self) { group in
                for sender in 0..<20 {
                    group.addTask {
                        await producer.send(records(sender * 50..<(sender + 1) * 50, to: topic, keys: 5))
                    }
                }
                group.addTask {
                    await producer.close(drain: .milliseconds(20))
                    return await producer.send([])
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count == 21)
            for failure in answers.flatMap(\.failures.values) {
                #expect(["_DESTROY", "_PURGE_QUEUE", "_PURGE_INFLIGHT"].contains(failure.name))
            }
        }
    }

    @Test func whatWasSentBeforeTheCloseIsDelivered() async throws {
        let broker = try await BrokerFixture.shared()
        let topic = try await broker.topic("drained")
        let producer = try Producer(broker.settings())
        let receipt = await producer.enqueue(records(0..<2000, to: topic))
        await producer.close(drain: .seconds(10))
        #expect(await receipt.acknowledgements().areComplete)
        #expect(try await read(2000, from: topic, of: broker).count == 2000)
    }

    @Test func aClosedProducerRefuses() async throws {
        let producer = try await Producer(BrokerFixture.shared().settings())
        await producer.close()
        await producer.close()
        let error = await #expect(throws: KafkaError.self) {
            try await producer.send(ProducerRecord(topic: "any", key: "k", value: []))
        }
        #expect(error?.isClosed == true)
        #expect(error?.description.contains("the producer is closed") == true)
    }

    @Test func withoutABrokerTheAnswersComeAtTheClose() async throws {
        let producer = try Producer(.unreachable)
        let receipt = await producer.enqueue(records(0..<10, to: "nowhere"))
        let began = ContinuousClock.now
        await producer.close(drain: .milliseconds(200))
        let answer = await receipt.acknowledgements()
        #expect(answer.failures.count == 10)
        #expect(answer.failures.values.allSatisfy { $0.name == "_PURGE_QUEUE" && $0.isClosed })
        #expect(ContinuousClock.now - began < .seconds(5))
    }

    @Test func droppingAProducerAnswersWhatItHeld() async throws {
        func send() async throws -> Receipt {
            try await Producer(.unreachable).enqueue(records(0..<10, to: "nowhere"))
        }
        let answer = try await send().acknowledgements()
        #expect(answer.failures.count == 10)
    }

    @Test func cancellingRunClosesTheProducer() async throws {
        let producer = try Producer(.unreachable)
        let running = Task {
            await producer.run(until: { while !Task.isCancelled { await Task.yield() } }, drain: .zero)
        }
        let receipt = await producer.enqueue(records(0..<1, to: "nowhere"))
        running.cancel()
        await running.value
        #expect(await receipt.acknowledgements().failures.count == 1)
    }
}
