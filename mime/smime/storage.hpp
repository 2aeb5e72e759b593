// Where content waits until the verdict on it is known: an abstract, so that this floor touches no
// file, and the simple form in memory.
#pragma once

#include <cstdint>
#include <memory>

#include "primitives/stream.hpp"

namespace smime::mime::secure {

/// Content that can be read from its beginning, as often as is wanted.
class Content {
 public:
  Content() = default;
  Content(const Content&) = delete;
  Content& operator=(const Content&) = delete;
  virtual ~Content() = default;

  /// A source that begins at the beginning; it must not outlive the content.
  virtual std::unique_ptr<Source> source() const = 0;
  virtual std::uint64_t size() const = 0;  ///< octets
};

/// Octets somewhere in memory that somebody else owns.
class ContentView : public Content {
 public:
  explicit ContentView(ByteView octets) : octets_(octets) {}
  std::unique_ptr<Source> source() const override {
    return std::make_unique<primitives::BytesSource>(octets_);
  }
  std::uint64_t size() const override { return octets_.size(); }

 private:
  ByteView octets_;
};

/// Content that is written once, and then read.
class Stored : public Content, public Sink {
 public:
  /// Called when all is written.
  virtual void finish() {}
  /// Whether it can be read at all: not where it goes its way unverified, as it comes.
  virtual bool is_kept() const { return true; }
};

/// Makes places for content.
class Storage {
 public:
  Storage() = default;
  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;
  virtual ~Storage() = default;

  /// For what a layer held and what is to be opened further.
  virtual std::shared_ptr<Stored> layer() = 0;
  /// For the innermost content: asked for once, or again where what it kept is given up.
  virtual std::shared_ptr<Stored> content() { return layer(); }
};

/// Content in memory.
class StoredInMemory : public Stored {
 public:
  void write(ByteView octets) override { primitives::append(octets_, octets); }
  std::unique_ptr<Source> source() const override {
    return std::make_unique<primitives::BytesSource>(octets_);
  }
  std::uint64_t size() const override { return octets_.size(); }
  Bytes take() { return std::move(octets_); }

 private:
  Bytes octets_;
};

/// Everything in memory: for small messages.
class MemoryStorage : public Storage {
 public:
  std::shared_ptr<Stored> layer() override { return std::make_shared<StoredInMemory>(); }
};

}  // namespace smime::mime::secure
