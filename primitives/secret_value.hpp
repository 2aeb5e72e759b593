// A secret of fixed shape: a key schedule or a state that is wiped when it goes.
#pragma once

#include <type_traits>

#include "primitives/bytes.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

/// A plain value (an array of round keys, a state) that is overwritten when it goes.
template <typename Value>
class SecretValue {
  static_assert(std::is_trivially_copyable_v<Value>);

 public:
  SecretValue() = default;
  explicit SecretValue(const Value& value) : value_(value) {}
  SecretValue(const SecretValue&) = default;
  SecretValue& operator=(const SecretValue&) = default;
  ~SecretValue() { wipe({reinterpret_cast<std::uint8_t*>(&value_), sizeof value_}); }

  const Value& get() const { return value_; }
  Value& get() { return value_; }

 private:
  Value value_{};
};

}  // namespace smime::primitives
