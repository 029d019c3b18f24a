#pragma once
/* First: the C library's types as Swift's own module of it has them. */
#include <sys/select.h>
#include <sys/socket.h>
#include <curl/curl.h>

/* curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call; one of these for each type. */
static inline CURLcode clibcurl_set_number(CURL *easy, CURLoption option, long value) {
	return curl_easy_setopt(easy, option, value);
}

static inline CURLcode clibcurl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
	return curl_easy_setopt(easy, option, value);
}

static inline CURLcode clibcurl_set_text(CURL *easy, CURLoption option, const char *value) {
	return curl_easy_setopt(easy, option, value);
}

static inline CURLcode clibcurl_set_pointer(CURL *easy, CURLoption option, const void *value) {
	return curl_easy_setopt(easy, option, value);
}

typedef size_t (*clibcurl_data_callback)(char *data, size_t size, size_t count, void *context);
typedef int (*clibcurl_prereq_callback)(
    void *context, char *peer, char *local, int peer_port, int local_port);

static inline CURLcode clibcurl_set_data_callback(CURL *easy, CURLoption option, clibcurl_data_callback callback) {
	return curl_easy_setopt(easy, option, callback);
}

static inline CURLcode clibcurl_set_opensocket(CURL *easy, curl_opensocket_callback callback) {
	return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
}

static inline CURLcode clibcurl_set_prereq(CURL *easy, clibcurl_prereq_callback callback) {
	return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}

static inline long clibcurl_response_code(CURL *easy) {
	long code = 0;
	(void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &code);
	return code;
}

static inline CURLMcode clibcurl_multi_set_number(CURLM *multi, CURLMoption option, long value) {
	return curl_multi_setopt(multi, option, value);
}
