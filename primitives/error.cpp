// The one error that malformed input and wrong arguments throw: its text.
#include "primitives/error.hpp"

#include <utility>

namespace smime::primitives {
namespace {

std::string place(std::optional<std::size_t> offset, const std::string& path) {
  std::string text;
  if (offset) text += "at offset " + std::to_string(*offset) + " ";
  if (!path.empty()) text += "in " + path + " ";
  if (!text.empty()) text.back() = ':';
  return text.empty() ? text : text + " ";
}

std::string sentence(ErrorKind kind, const std::string& found, const std::string& rule,
                     const std::string& standard) {
  // What the system says ("cannot read mail: Permission denied") was not found in anything.
  std::string text = kind == ErrorKind::input_output ? found : "found " + found;
  if (!rule.empty()) text += "; " + rule;
  if (!standard.empty()) text += " (" + standard + ")";
  return text;
}

}  // namespace

std::string to_string(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::malformed: return "malformed";
    case ErrorKind::not_der: return "not-der";
    case ErrorKind::trailing_data: return "trailing-data";
    case ErrorKind::limit_exceeded: return "limit-exceeded";
    case ErrorKind::unsupported_algorithm: return "unsupported-algorithm";
    case ErrorKind::unsupported_version: return "unsupported-version";
    case ErrorKind::invalid_argument: return "invalid-argument";
    case ErrorKind::invalid_key: return "invalid-key";
    case ErrorKind::not_found: return "not-found";
    case ErrorKind::decryption_failed: return "decryption-failed";
    case ErrorKind::wrong_password: return "wrong-password";
    case ErrorKind::input_output: return "input-output";
  }
  return "unknown";
}

Error::Error(ErrorKind kind, std::string found, std::string rule, std::string standard,
             std::optional<std::size_t> offset, std::string path)
    : std::runtime_error(place(offset, path) + sentence(kind, found, rule, standard)),
      kind_(kind),
      found_(std::move(found)),
      rule_(std::move(rule)),
      standard_(std::move(standard)),
      offset_(offset),
      path_(std::move(path)) {}

Error Error::within(const std::string& outer_path, std::size_t outer_offset) const {
  std::optional<std::size_t> offset = offset_;
  if (offset) *offset += outer_offset;
  std::string path = outer_path;
  if (!path.empty() && !path_.empty()) path += ".";
  return {kind_, found_, rule_, standard_, offset, path + path_};
}

}  // namespace smime::primitives
