// Reports of opened messages and of verified certificates as JSON.
#pragma once

#include <cstdint>
#include <string>

#include "mime/smime/opener.hpp"

namespace smime::mime::command {

/// Indented JSON with a line end behind it.
std::string report_json(const secure::OpenResult& result);
/// The same for a content that is elsewhere, by its SHA-256 in hexadecimal.
std::string report_json(const secure::OpenResult& result, const std::string& content_sha256);

/// One line, for one message of a mailbox.
/// @param number  from 1
/// @param offset  of its separator line, in octets
std::string report_line(const secure::OpenResult& result, std::size_t number, std::uint64_t offset);

/// The verdict on a certificate: its path and every check.
std::string report_json(const x509::Certificate& certificate, const x509::path::PathResult& result);

}  // namespace smime::mime::command
