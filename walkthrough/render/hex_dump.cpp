// Octets as lines of hexadecimal: the plain dump and the labelled map.
#include "walkthrough/render/hex_dump.hpp"

#include <algorithm>

#include "mime/command/format.hpp"
#include "walkthrough/render/wrap.hpp"

namespace smime::walkthrough::render {
namespace {

constexpr std::size_t kPerLine = 16;
constexpr std::size_t kWidth = 80;

std::string dump_line(ByteView octets, std::size_t offset) {
  const ByteView line = octets.subspan(offset, std::min(kPerLine, octets.size() - offset));
  std::string hex, ascii;
  for (std::uint8_t octet : line) {
    hex += text::format("{:02x} ", octet);
    ascii += octet >= 0x20 && octet < 0x7f ? static_cast<char>(octet) : '.';
  }
  return text::format("  {:04x}  {:<48} |{}|", offset, hex, ascii);
}

std::string first_octets(ByteView octets, std::size_t shown) {
  std::string hex;
  const bool cut = octets.size() > shown;
  for (std::uint8_t octet : octets.first(cut ? shown - 1 : octets.size())) {
    hex += text::format("{:02x} ", octet);
  }
  return cut ? hex + ".." : hex;
}

std::string label_of(const ByteSpan& span, std::size_t shown) {
  std::string label = span.label;
  if (span.size > shown) label += text::format(" ({} octets)", span.size);
  if (!span.origin.empty()) label += "  <- " + span.origin;
  return label;
}

}  // namespace

std::vector<std::string> hex_dump(ByteView octets, std::size_t most_lines) {
  std::vector<std::string> lines;
  const std::size_t total = (octets.size() + kPerLine - 1) / kPerLine;
  const bool fold = total > most_lines;
  const std::size_t head = fold ? most_lines - 2 : total;
  for (std::size_t line = 0; line < head; ++line)
    lines.push_back(dump_line(octets, line * kPerLine));
  if (fold) {
    lines.push_back(text::format("        ... {} octets more ...", (total - head - 1) * kPerLine));
    lines.push_back(dump_line(octets, (total - 1) * kPerLine));
  }
  return lines;
}

std::vector<std::string> byte_map(const BytesBlock& block, std::size_t shown) {
  std::vector<std::string> lines;
  const std::size_t label_column = 8 + 3 * shown + 1;
  for (const ByteSpan& span : block.spans) {
    const ByteView octets = ByteView(block.octets).subspan(span.offset, span.size);
    const std::size_t indent = std::min<std::size_t>(2 * span.depth, 20);
    const auto label = wrap(label_of(span, shown), kWidth - label_column - indent - 2);
    for (std::size_t i = 0; i < label.size(); ++i) {
      const std::string left = i == 0 ? text::format("  {:04x}  {:<{}}", span.offset,
                                                     first_octets(octets, shown), 3 * shown + 1)
                                      : std::string(label_column, ' ');
      lines.push_back(left + std::string(indent + (i > 0 ? 2 : 0), ' ') + label[i]);
    }
  }
  return lines;
}

}  // namespace smime::walkthrough::render
