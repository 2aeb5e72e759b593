// A large file is written by a thread of its own, while what comes next is computed.
#include "mime/command/write_behind.hpp"

#include <fcntl.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "mime/command/file_access.hpp"
#include "primitives/secret.hpp"

namespace smime::mime::command {
namespace {

// Octets that are not worth copying together with others.
constexpr std::size_t kLarge = std::size_t{32} << 10;

// That nothing is begun is no failure. A slow disk may make this wait, as the renaming would.
void begin_writing_to_disk(int file) {
  static_cast<void>(sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE));
}

}  // namespace

WriteBehind::~WriteBehind() {
  give_up();
  for (Bytes* part : {&filling_, &writing_}) {
    part->resize(std::min(part->capacity(), most_));
    primitives::wipe(*part);
  }
}

void WriteBehind::open(int file, std::string name, Fate fate) {
  filling_.reserve(kLarge);
  file_ = file;
  name_ = std::move(name);
  fate_ = fate;
}

void WriteBehind::write(ByteView octets) {
  if (may_start_thread_ && directly_ >= kWithoutThread) start_thread();
  if (!has_thread() && filling_.empty() && octets.size() >= kLarge) return write_directly(octets);
  while (!octets.empty()) {
    const ByteView some = octets.first(std::min(octets.size(), kPart - filling_.size()));
    make_room(some.size());
    primitives::append(filling_, some);
    most_ = std::max(most_, filling_.size());
    octets = octets.subspan(some.size());
    if (filling_.size() == kPart) pass_on();
  }
}

// Growing by itself would leave a copy of what waits.
void WriteBehind::make_room(std::size_t more) {
  if (filling_.capacity() - filling_.size() >= more) return;
  Bytes larger;
  larger.reserve(kPart);
  primitives::append(larger, filling_);
  primitives::wipe(filling_);
  filling_ = std::move(larger);
}

void WriteBehind::write_directly(ByteView octets) {
  write_all(file_, octets, name_);
  directly_ += octets.size();
}

// Gives what was filled to the thread, if there is one.
void WriteBehind::pass_on() {
  if (!has_thread()) {
    write_directly(filling_);
  } else {
    std::unique_lock lock(mutex_);
    wait_until_written(lock);
    std::swap(filling_, writing_);
    changed_.notify_one();
  }
  filling_.clear();
}

void WriteBehind::wait_until_written(std::unique_lock<std::mutex>& lock) {
  changed_.wait(lock, [this] { return writing_.empty(); });
  if (failure_) std::rethrow_exception(failure_);
}

void WriteBehind::finish() {
  pass_on();
  if (!has_thread()) return;
  {
    std::unique_lock lock(mutex_);
    wait_until_written(lock);
  }
  give_up();
}

void WriteBehind::give_up() {
  if (!has_thread()) return;
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void WriteBehind::start_thread() {
  may_start_thread_ = false;  // one, and no second try
  if (std::thread::hardware_concurrency() < 2) return;
  try {
    thread_ = std::thread([this] { work(); });
  } catch (const std::system_error&) {  // none to be had: it goes without
  }
}

// What the thread does.
void WriteBehind::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return ended_ || !writing_.empty(); });
    if (ended_) return;
    lock.unlock();
    std::exception_ptr failure;
    try {
      write_all(file_, writing_, name_);
      if (fate_ == Fate::replaces_another) begin_writing_to_disk(file_);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    if (failure) failure_ = failure;
    writing_.clear();
    changed_.notify_one();
  }
}

}  // namespace smime::mime::command
