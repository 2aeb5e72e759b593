// The engine of {fmt}, without its library, so that the programs link statically.
#define FMT_HEADER_ONLY 1
#include "mime/command/format.hpp"

#include <fmt/format.h>

namespace smime::text {

std::string format_values(fmt::string_view text, fmt::format_args values) {
  return fmt::vformat(text, values);
}

void print_values(std::FILE* stream, fmt::string_view text, fmt::format_args values) {
  fmt::vprint(stream, text, values);
}

}  // namespace smime::text
