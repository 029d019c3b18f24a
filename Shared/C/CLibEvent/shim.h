#pragma once
/* First, and without the _GNU_SOURCE that libevent's configuration sets: the C library's types must be those that
 * Swift's own module of it has. */
#include <sys/select.h>
#include <sys/socket.h>
#include <netdb.h>
#include <netinet/in.h>
#include <event2/event.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/http.h>
#include <event2/http_struct.h>
#include <event2/keyvalq_struct.h>
#include <event2/listener.h>
#include <event2/thread.h>
#include <netinet/tcp.h>

/* An enumerator of glibc's that Swift finds or not, depending on which module has read the header first. */
static inline int clibevent_stream_socket(void) { return SOCK_STREAM; }

enum clibevent_head { CLIBEVENT_HEAD_OPEN = 0, CLIBEVENT_HEAD_COMPLETE = 1, CLIBEVENT_HEAD_HAS_NUL = 2 };

/* Looks through what has arrived of a request's head and is not consumed yet. libevent cuts each line at a NUL,
 * so that it must be seen before it parses. The buffer begins at the start of a line. */
static inline int clibevent_scan_head(struct evbuffer *input) {
	struct evbuffer_iovec pieces[64];
	int count = evbuffer_peek(input, -1, NULL, pieces, 64);
	int line_is_empty = 1;
	if (count > 64) count = 64;
	for (int piece = 0; piece < count; piece++) {
		const unsigned char *at = pieces[piece].iov_base;
		const unsigned char *end = at + pieces[piece].iov_len;
		for (; at < end; at++) {
			if (*at == '\n') {
				if (line_is_empty) return CLIBEVENT_HEAD_COMPLETE;
				line_is_empty = 1;
			} else if (*at == 0) {
				return CLIBEVENT_HEAD_HAS_NUL;
			} else if (*at != '\r') {
				line_is_empty = 0;
			}
		}
	}
	return CLIBEVENT_HEAD_OPEN;
}

static inline void clibevent_send_at_once(evutil_socket_t fd) {
	int on = 1;
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}
