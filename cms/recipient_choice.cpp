// Choosing the recipient, and getting its key (RFC 5652, 6.2), without telling failures apart.
#include "cms/decryptor.hpp"
#include "primitives/error.hpp"
#include "primitives/password_kdf.hpp"

namespace smime::cms {
namespace {

template <typename Info, typename Keys, typename Fits>
std::optional<ChosenRecipient> choose(const RecipientInfos& infos, const Keys& keys, Fits fits) {
  for (std::size_t i = 0; i < infos.size(); ++i) {
    const auto* info = std::get_if<Info>(&infos[i]);
    if (info == nullptr) continue;
    for (std::size_t j = 0; j < keys.size(); ++j) {
      if (fits(*info, keys[j])) return ChosenRecipient{i, j};
    }
  }
  return std::nullopt;
}

// A key of the right size, or a random one.
Secret whole_or_random(const std::optional<Secret>& key, std::size_t key_size,
                       RandomSource& random) {
  Secret fallback = random.secret(key_size);
  return key && key->size() == key_size ? *key : fallback;
}

// Bounds the work that a message may ask for before anything of it is proven.
class Budget {
 public:
  void spend(std::uint64_t iterations) {
    iterations_ += iterations;
    if (++attempts_ > kMostKeyAttempts || iterations_ > primitives::kMostIterations) {
      throw Error(ErrorKind::limit_exceeded,
                  std::to_string(attempts_) + " attempts, " + std::to_string(iterations_) +
                      " iterations in all",
                  "at most " + std::to_string(kMostKeyAttempts) + " attempts and " +
                      std::to_string(primitives::kMostIterations) + " iterations for a message",
                  "RFC 8018, 4.2");
    }
  }

 private:
  std::uint64_t iterations_ = 0;
  std::size_t attempts_ = 0;
};

bool fits(const KekRecipientInfo& info, const SharedKey& shared) {
  return shared.key_identifier.empty() || shared.key_identifier == info.kekid.key_identifier;
}

bool fits(const PasswordRecipientInfo&, const Secret&) {
  return true;
}

// Tries shared keys and passwords on the RecipientInfos of their kind. Each of them shows by itself
// whether it was opened, so trying is no oracle for a private key. One with an algorithm that is
// unknown does not stand in the way of the others.
class Attempts {
 public:
  Attempts(const RecipientInfos& infos, ChosenRecipient& chosen) : infos_(infos), chosen_(chosen) {}

  // The key of the first RecipientInfo that one of these opens.
  template <typename Info, typename Key>
  std::optional<Secret> with(const std::vector<Key>& keys) {
    for (std::size_t i = 0; i < infos_.size(); ++i) {
      const auto* info = std::get_if<Info>(&infos_[i]);
      for (std::size_t j = 0; info != nullptr && j < keys.size(); ++j) {
        if (!fits(*info, keys[j])) continue;
        auto key = unwrapped(*info, keys[j]);
        if (key) chosen_ = {i, j};
        if (key) return key;
      }
    }
    return std::nullopt;
  }

  // @throws Error (unsupported_algorithm) where nothing could be tried for want of an algorithm
  void require_one() const {
    if (unknown_ && !tried_) throw Error(*unknown_);
  }

 private:
  template <typename Info, typename Key>
  std::optional<Secret> unwrapped(const Info& info, const Key& key) {
    try {
      budget_.spend(derivation_iterations(info));
      auto unwrapped = unwrap_key(info, key);
      tried_ = true;
      return unwrapped;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::unsupported_algorithm) throw;
      unknown_ = error;
      return std::nullopt;
    }
  }

  const RecipientInfos& infos_;
  ChosenRecipient& chosen_;
  Budget budget_;
  std::optional<Error> unknown_;
  bool tried_ = false;
};

// The private key of a chosen identity, unlocked where it must be.
x509::PrivateKey private_key(const DecryptionKeys& keys, std::size_t identity) {
  const std::size_t unlocked = keys.identities.size();
  if (identity < unlocked) return keys.identities[identity].key;
  return keys.locked_identities.at(identity - unlocked).unlock();
}

}  // namespace

std::optional<ChosenRecipient> choose_recipient(const RecipientInfos& infos,
                                                const DecryptionKeys& keys) {
  auto chosen = choose<KeyTransRecipientInfo>(
      infos, keys.identities, [](const KeyTransRecipientInfo& info, const Identity& identity) {
        return info.rid.names(identity.certificate);
      });
  if (!chosen) {
    chosen = choose<KeyTransRecipientInfo>(
        infos, keys.locked_identities,
        [](const KeyTransRecipientInfo& info, const LockedIdentity& identity) {
          return info.rid.names(identity.certificate);
        });
    if (chosen) chosen->identity += keys.identities.size();
  }
  if (!chosen) {
    chosen = choose<KekRecipientInfo>(
        infos, keys.shared_keys,
        [](const KekRecipientInfo& info, const SharedKey& shared) { return fits(info, shared); });
  }
  if (!chosen) {
    chosen = choose<PasswordRecipientInfo>(
        infos, keys.passwords, [](const PasswordRecipientInfo&, const Secret&) { return true; });
  }
  return chosen;
}

std::optional<ChosenRecipient> choose_recipient(const EnvelopedData& enveloped_data,
                                                const std::vector<Identity>& identities) {
  return choose_recipient(enveloped_data.recipient_infos, DecryptionKeys{identities});
}

Secret unwrap_key(const RecipientInfos& infos, ChosenRecipient& chosen, const DecryptionKeys& keys,
                  std::size_t key_size, RandomSource& random) {
  const RecipientInfo& info = infos.at(chosen.recipient_info);
  if (const auto* ktri = std::get_if<KeyTransRecipientInfo>(&info)) {
    return unwrap_key(*ktri, private_key(keys, chosen.identity), key_size, random);
  }
  Attempts attempts(infos, chosen);
  auto key = attempts.with<KekRecipientInfo>(keys.shared_keys);
  if (!key) key = attempts.with<PasswordRecipientInfo>(keys.passwords);
  if (!key) attempts.require_one();
  return whole_or_random(key, key_size, random);
}

}  // namespace smime::cms
