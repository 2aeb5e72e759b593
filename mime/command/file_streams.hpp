// Files as streams: read in parts, and written so that nothing half-written is left or released.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "mime/command/unnamed_file.hpp"
#include "mime/command/write_behind.hpp"
#include "primitives/stream.hpp"

namespace smime::mime::command {

/// The folder for what waits: $TMPDIR, or /tmp.
std::string temporary_folder();

/// What becomes of a file that gets this name.
WriteBehind::Fate fate_of(const std::string& destination);

/// A file, or "-" for standard input.
class FileSource : public Source {
 public:
  /// @throws Error (input_output)
  explicit FileSource(const std::string& path);
  ~FileSource() override;
  std::size_t read(MutableByteView out) override;

  /// Octets from here to the end; nothing for a pipe or a device.
  std::optional<std::uint64_t> size() const;
  /// The first octets, without consuming them: fewer than asked for at the end alone.
  ByteView peek(std::size_t count);

 private:
  std::string path_;
  int fd_;
  Bytes peeked_;
  std::size_t peeked_used_ = 0;
};

/// A file that replaces the one that is named, in one step at its end; "-" for standard output.
/// Without its end nothing is left of it.
class FileSink : public Sink {
 public:
  enum class Held {
    yes,  ///< nothing reaches standard output, a pipe or a device before the end
    no,   ///< they get it as it comes
  };

  /// @param is_private  created with mode 0600
  /// @throws Error (input_output)
  FileSink(const std::string& path, Held held, bool is_private = false);
  ~FileSink() override;
  void write(ByteView octets) override;
  /// Writes the whole of an open file.
  void write_file(int file);
  /// Writes the rest, and releases the whole.
  void finish();

 private:
  int open_special() const;

  std::string path_;
  bool is_private_, replaces_;
  std::optional<UnnamedFile> file_;  // what replaces another, or is held
  int special_ = -1;                 // what is no file
  WriteBehind writer_;               // goes before its file
};

}  // namespace smime::mime::command
