// Files as programs write and read them.
#include "mime/command/output_file.hpp"

#include "mime/command/file_streams.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

constexpr std::size_t kRoom = 4096;  // octets, for a pipe to begin with, and to meet the end
constexpr std::uint64_t kMostOctets = std::uint64_t{2} << 30;  // of a file that is read at once

void require_room(std::uint64_t octets, const std::string& path) {
  if (octets <= kMostOctets) return;
  throw Error(ErrorKind::limit_exceeded, "over 2 GiB",
              "a file that is read at once has at most 2 GiB")
      .within(path);
}

}  // namespace

void write_file(const std::string& path, ByteView octets, bool is_private) {
  FileSink file(path, FileSink::Held::no, is_private);
  file.write(octets);
  file.finish();
}

Bytes read_file(const std::string& path) {
  FileSource file(path);
  // A file's octets have their place at once: a key in it is not copied to one that nobody wipes.
  require_room(file.size().value_or(0), path);
  Bytes octets(file.size().value_or(0) + kRoom);
  std::size_t filled = 0;
  while (const std::size_t count = file.read(MutableByteView(octets).subspan(filled))) {
    filled += count;
    require_room(filled, path);
    if (filled == octets.size()) octets.resize(2 * filled);
  }
  octets.resize(filled);
  return octets;
}

}  // namespace smime::mime::command
