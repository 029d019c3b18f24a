#pragma once
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/socket.h>
#include <unistd.h>

// What Swift cannot import (variadics, function-like macros), and the path of a send, which runs for every record:
// it takes one allocation for a whole batch and enters Swift once, when the last record of the batch is answered.

/// A batch of records on their way to the broker. Each record's opaque is its slot.
typedef struct hotline_batch hotline_batch;

typedef struct {
    hotline_batch *batch;
    rd_kafka_resp_err_t code;
} hotline_slot;

struct hotline_batch {
    int64_t waiting;                /* records without an answer, and one more while the batch is being handed over */
    int64_t refused;                /* records whose answer was an error */
    void *owner;
    void (*settled)(void *owner);   /* called once, on the thread that brought the last answer */
    hotline_slot slots[];
};

static inline hotline_batch *hotline_batch_new(int64_t count, void *owner, void (*settled)(void *)) {
    hotline_batch *batch = malloc(sizeof(hotline_batch) + (size_t)count * sizeof(hotline_slot));
    if (!batch) return NULL;
    batch->waiting = count + 1;
    batch->refused = 0;
    batch->owner = owner;
    batch->settled = settled;
    for (int64_t i = 0; i < count; i++) {
        batch->slots[i].batch = batch;
        batch->slots[i].code = RD_KAFKA_RESP_ERR_NO_ERROR;
    }
    return batch;
}

static inline void hotline_batch_free(hotline_batch *batch) { free(batch); }

static inline rd_kafka_resp_err_t hotline_batch_code(const hotline_batch *batch, int64_t index) {
    return batch->slots[index].code;
}

static inline int64_t hotline_batch_refused(const hotline_batch *batch) {
    return __atomic_load_n(&batch->refused, __ATOMIC_ACQUIRE);
}

/// Counts one answer; the batch may be gone when this returns.
static inline void hotline_batch_answered(hotline_batch *batch) {
    if (__atomic_sub_fetch(&batch->waiting, 1, __ATOMIC_ACQ_REL) == 0) batch->settled(batch->owner);
}

/// Answers a record that was never handed to the library, or that came back.
static inline void hotline_batch_refuse(hotline_batch *batch, int64_t index, rd_kafka_resp_err_t code) {
    batch->slots[index].code = code;
    __atomic_add_fetch(&batch->refused, 1, __ATOMIC_RELAXED);
    hotline_batch_answered(batch);
}

/// The delivery report: librdkafka calls it exactly once for each record that it accepted.
static inline void hotline_on_delivery(rd_kafka_t *kafka, const rd_kafka_message_t *message, void *opaque) {
    hotline_slot *slot = (hotline_slot *)message->_private;
    (void)kafka;
    (void)opaque;
    if (message->err) {
        slot->code = message->err;
        __atomic_add_fetch(&slot->batch->refused, 1, __ATOMIC_RELAXED);
    }
    hotline_batch_answered(slot->batch);
}

static inline void hotline_report_deliveries(rd_kafka_conf_t *settings) {
    rd_kafka_conf_set_dr_msg_cb(settings, hotline_on_delivery);
}

/// Hands one record to the library, which copies key and value and owns the headers when it accepts.
static inline rd_kafka_resp_err_t hotline_produce(
    rd_kafka_t *kafka, rd_kafka_topic_t *topic, hotline_batch *batch, int64_t index, const void *key, size_t key_size,
    const void *value, size_t value_size, rd_kafka_headers_t *headers) {
    return rd_kafka_producev(
        kafka, RD_KAFKA_V_RKT(topic), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY(key, key_size),
        RD_KAFKA_V_VALUE((void *)value, value_size), RD_KAFKA_V_HEADERS(headers),
        RD_KAFKA_V_OPAQUE(&batch->slots[index]), RD_KAFKA_V_END);
}

/// The system call itself, for the development broker, which puts a function of its own before libc's `bind`.
static inline int hotline_system_bind(int socket, const void *address, socklen_t size) {
    return (int)syscall(SYS_bind, socket, address, size);
}
