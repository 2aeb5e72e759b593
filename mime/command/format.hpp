// Text with values in it, as {fmt} puts it together; its engine is compiled once, in format.cpp.
#pragma once

#include <fmt/core.h>

#include <cstdio>
#include <string>

namespace smime::text {

/// What `format` and `print` are made of: the text with each {} replaced by its value, and the same
/// written to a stream of the C library.
std::string format_values(fmt::string_view text, fmt::format_args values);
void print_values(std::FILE* stream, fmt::string_view text, fmt::format_args values);

/// The text with each {} replaced by its value, checked when the program is compiled.
template <typename... Values>
std::string format(fmt::format_string<Values...> text, Values&&... values) {
  return format_values(text, fmt::make_format_args(values...));
}

/// Writes the text, with its values, to a stream of the C library.
template <typename... Values>
void print(std::FILE* stream, fmt::format_string<Values...> text, Values&&... values) {
  print_values(stream, text, fmt::make_format_args(values...));
}

/// Writes the text, with its values, to the standard output.
template <typename... Values>
void print(fmt::format_string<Values...> text, Values&&... values) {
  print_values(stdout, text, fmt::make_format_args(values...));
}

}  // namespace smime::text
