// What a layer holds, as it comes.
#include "mime/smime/layer_content.hpp"

#include <algorithm>

#include "mime/smime/recognition.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

// Without control characters but those of lines, and of ISO-2022's escapes.
bool is_text(ByteView octets) {
  return std::all_of(octets.begin(), octets.end(), [](std::uint8_t c) {
    return c >= 0x20 ? c != 0x7f : c == '\t' || c == '\r' || c == '\n' || c == 0x1b;
  });
}

}  // namespace

// Whether enough has been seen to tell what it is.
bool LayerContent::decide(bool complete) {
  if (held_.empty()) return complete;
  if (held_.front() == 0x30) {  // no field begins like a SEQUENCE
    if (held_.size() < kCmsHeadOctets && !complete) return false;
    well_formed_ = cms_type(held_).has_value();
    if (well_formed_) kind_ = ContentKind::cms;
    return true;
  }
  // Every look begins when there is twice as much as at the last.
  if (!complete && held_.size() < 2 * looked_) return false;
  looked_ = held_.size();
  const auto head = find_head(held_);
  if (!head && !complete && held_.size() <= kMostHeaderOctets) return false;
  const std::size_t fields = head ? head->fields : held_.size();
  try {
    header_ = Header::parse({reinterpret_cast<const char*>(held_.data()), fields});
    if (kind_of(header_) != EntityKind::plain) kind_ = ContentKind::entity;
    well_formed_ = head.has_value() && is_text(ByteView(held_).first(fields));
  } catch (const Error&) {
    header_ = {};  // content need not be an entity
  }
  return true;
}

void LayerContent::store() {
  stored_ = kind_ == ContentKind::innermost ? storage_.content() : storage_.layer();
  stored_->write(held_);
  held_ = {};
}

void LayerContent::write(ByteView octets) {
  if (stored_) return stored_->write(octets);
  primitives::append(held_, octets);
  if (decide(false)) store();
}

void LayerContent::finish() {
  if (!stored_) {
    decide(true);
    store();
  }
  stored_->finish();
}

}  // namespace smime::mime::secure
