import Kafka
import TestSupport
import Testing

@Suite struct KafkaSettingsTests {
    @Test func theEnvironmentNamesServersKindAndSecurity() throws {
        let settings = try KafkaSettings(
            environment: [
                "KAFKA_BOOTSTRAP_SERVERS": "a:9092,b:9092", "KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
                "KAFKA_SSL_CA_LOCATION": "/etc/ca.pem", "KAFKA_SASL_USERNAME": "intake", "KAFKA_HOME": "/opt/kafka",
                "HOME": "/root",
            ], clientID: "intake")
        #expect(settings.bootstrapServers == "a:9092,b:9092")
        #expect(!settings.isDevelopmentBroker)
        #expect(
            settings.security == [
                "security.protocol": "SASL_SSL", "ssl.ca.location": "/etc/ca.pem", "sasl.username": "intake",
            ])
    }

    @Test func aMissingOrUnknownVariableIsNamed() {
        let missing = #expect(throws: KafkaSettings.Misconfigured.self) {
            try KafkaSettings(environment: [:], clientID: "x")
        }
        #expect(missing?.variable == "KAFKA_BOOTSTRAP_SERVERS")
        let unknown = #expect(throws: KafkaSettings.Misconfigured.self) {
            try KafkaSettings(
                environment: ["KAFKA_BOOTSTRAP_SERVERS": "a:1", "KAFKA_BROKER_KIND": "rabbit"], clientID: "x")
        }
        #expect(unknown?.variable == "KAFKA_BROKER_KIND")
    }

    @Test(arguments: ["acks", "enable.idempotence", "bootstrap.servers"])
    func securityCannotChangeOtherSettings(name: String) {
        let settings = KafkaSettings(bootstrapServers: "127.0.0.1:1", clientID: "x", security: [name: "0"])
        #expect(throws: KafkaError.self) { try Producer(settings) }
    }

    @Test func aWrongSettingIsNamedWithoutItsValue() {
        let settings = KafkaSettings(
            bootstrapServers: "127.0.0.1:1", clientID: "x", security: ["security.protocol": "secret-value"])
        let error = #expect(throws: KafkaError.self) { try Producer(settings) }
        #expect(error?.reason.contains("security.protocol") == true)
        #expect(error?.reason.contains("secret-value") == false)
    }
}
