// Choosing the recipient, and getting its key (RFC 5652, 6.2), without telling failures apart.
#include "cms/decryptor.hpp"
#include "primitives/error.hpp"

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

// The key of the first password that opens a RecipientInfo for one.
std::optional<Secret> try_passwords(const RecipientInfos& infos,
                                    const std::vector<Secret>& passwords) {
  for (const RecipientInfo& info : infos) {
    const auto* pwri = std::get_if<PasswordRecipientInfo>(&info);
    if (pwri == nullptr) continue;
    for (const Secret& password : passwords) {
      if (auto key = unwrap_key(*pwri, password)) return key;
    }
  }
  return std::nullopt;
}

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
    chosen = choose<KekRecipientInfo>(infos, keys.shared_keys,
                                      [](const KekRecipientInfo& info, const SharedKey& shared) {
                                        return shared.key_identifier.empty() ||
                                               shared.key_identifier == info.kekid.key_identifier;
                                      });
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

Secret unwrap_key(const RecipientInfos& infos, const ChosenRecipient& chosen,
                  const DecryptionKeys& keys, std::size_t key_size, RandomSource& random) {
  const RecipientInfo& info = infos.at(chosen.recipient_info);
  if (const auto* ktri = std::get_if<KeyTransRecipientInfo>(&info)) {
    return unwrap_key(*ktri, private_key(keys, chosen.identity), key_size, random);
  }
  if (const auto* kekri = std::get_if<KekRecipientInfo>(&info)) {
    const SharedKey& shared = keys.shared_keys.at(chosen.identity);
    return whole_or_random(unwrap_key(*kekri, shared), key_size, random);
  }
  return whole_or_random(try_passwords(infos, keys.passwords), key_size, random);
}

}  // namespace smime::cms
