// Content as it flows: digested, encrypted or decrypted on its way from a source to a sink.
#include "cms/content_streams.hpp"

#include "primitives/error.hpp"

namespace smime::cms {
namespace {

using primitives::CbcDecryptor;
using primitives::CbcEncryptor;
using primitives::GcmDecryptor;
using primitives::GcmEncryptor;

constexpr std::size_t kPart = std::size_t{64} << 10;

using Encryptor = std::variant<CbcEncryptor, GcmEncryptor>;
using Decryptor = std::variant<CbcDecryptor, GcmDecryptor>;

Encryptor make_encryptor(const ContentEncryption& how, const Secret& key) {
  if (!how.is_authenticated()) return CbcEncryptor(how.keyed(key.view()), how.iv);
  return Encryptor(std::in_place_type<GcmEncryptor>, primitives::make_gcm(key.view()), how.iv);
}

Decryptor make_decryptor(const ContentEncryption& how, const Secret& key) {
  if (!how.is_authenticated()) return CbcDecryptor(how.keyed(key.view()), how.iv);
  return Decryptor(std::in_place_type<GcmDecryptor>, primitives::make_gcm(key.view()), how.iv);
}

}  // namespace

std::uint64_t pump(Source& from, Sink& to) {
  Bytes part(kPart);
  std::uint64_t total = 0;
  while (const std::size_t count = from.read(part)) {
    to.write(ByteView(part).first(count));
    total += count;
  }
  return total;
}

DigestingSink::DigestingSink(const std::vector<DigestAlgorithm>& algorithms, Sink& out)
    : out_(out) {
  for (const DigestAlgorithm algorithm : algorithms) digests_.emplace_back(algorithm);
}

void DigestingSink::write(ByteView octets) {
  for (auto& digest : digests_) digest.update(octets);
  size_ += octets.size();
  out_.write(octets);
}

ContentDigests DigestingSink::finish() {
  ContentDigests results;
  for (auto& digest : digests_) results[digest.algorithm()] = digest.finish();
  return results;
}

ContentEncryptor::ContentEncryptor(const ContentEncryption& encryption, const Secret& key,
                                   Sink& out)
    : mode_(make_encryptor(encryption, key)), tag_size_(encryption.tag_size), out_(out) {}

void ContentEncryptor::write(ByteView octets) {
  std::visit([&](auto& mode) { mode.update(octets, out_); }, mode_);
}

Bytes ContentEncryptor::finish(ByteView aad) {
  if (auto* gcm = std::get_if<GcmEncryptor>(&mode_)) return gcm->finish(out_, aad, tag_size_);
  std::get<CbcEncryptor>(mode_).finish(out_);
  return {};
}

ContentDecryptor::ContentDecryptor(const ContentEncryption& encryption, const Secret& key,
                                   Sink& out)
    : mode_(make_decryptor(encryption, key)), tag_size_(encryption.tag_size), out_(out) {}

void ContentDecryptor::write(ByteView octets) {
  std::visit([&](auto& mode) { mode.update(octets, out_); }, mode_);
}

bool ContentDecryptor::finish(ByteView tag, ByteView aad) {
  if (auto* gcm = std::get_if<GcmDecryptor>(&mode_)) {
    if (tag.size() == tag_size_) return gcm->finish(out_, tag, aad);
    // Another size than the parameters say is no tag at all, and must not pass for a short one.
    const Bytes none(tag_size_);
    static_cast<void>(gcm->finish(out_, none, aad));
    return false;
  }
  return std::get<CbcDecryptor>(mode_).finish(out_);
}

}  // namespace smime::cms
