// A large file is written by a thread of its own, while what comes next is computed.
#pragma once

#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>
#include <thread>

#include "primitives/stream.hpp"

namespace smime::mime::command {

/// Writes to an open file. Where this program has more than one processor, a thread writes one part
/// of a large file while the next is filled. What waited is wiped: it may have been a private key.
class WriteBehind : public Sink {
 public:
  /// Octets of a part.
  static constexpr std::size_t kPart = std::size_t{512} << 10;
  /// Octets that are written without a thread, which would cost more than it saves.
  static constexpr std::size_t kWithoutThread = std::size_t{4} << 20;

  WriteBehind() = default;
  ~WriteBehind() override;

  /// What becomes of the file.
  enum class Fate {
    usual,
    replaces_another,  ///< at which some file systems write all of it to the disk: the system is
                       ///< asked to begin with that at once
  };

  /// @param file  where octets go, until they are finished or given up
  /// @param name  of the file, for errors
  void open(int file, std::string name, Fate fate);
  /// @throws Error (input_output), also for octets that came before
  void write(ByteView octets) override;
  /// Returns when all is written.
  /// @throws Error (input_output)
  void finish();
  /// Returns when nothing is written any more, though not all may be.
  void give_up();

 private:
  bool has_thread() const { return thread_.joinable(); }
  void start_thread();
  void make_room(std::size_t more);
  void write_directly(ByteView octets);
  void pass_on();
  void wait_until_written(std::unique_lock<std::mutex>& lock);
  void work();

  int file_ = -1;
  std::string name_;
  Fate fate_ = Fate::usual;
  std::size_t directly_ = 0;  // octets written without the thread
  bool may_start_thread_ = true;
  Bytes filling_;
  std::size_t most_ = 0;  // octets that were in a part
  std::thread thread_;
  std::mutex mutex_;  // of all that follows
  std::condition_variable changed_;
  Bytes writing_;  // the thread's until it is empty
  bool ended_ = false;
  std::exception_ptr failure_;
};

}  // namespace smime::mime::command
