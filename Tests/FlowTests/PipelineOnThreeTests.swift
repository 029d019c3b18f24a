import Testing

/// The kills of `PipelineTests` once more, with a pipeline on a cluster of three brokers; each test stands beside what it
/// calls. What dies before its commit has not come near a broker and is left out.
@Suite(.serialized) struct PipelineOnThreeTests {}
