// What a layer holds, as it comes.
#include "mime/smime/layer_content.hpp"

#include <algorithm>
#include <utility>

#include "asn1/writer.hpp"
#include "cms/content_info.hpp"
#include "cms/content_streams.hpp"
#include "cms/object_identifiers.hpp"
#include "mime/smime/content_layers.hpp"
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

// Whether values of this type are layers themselves.
bool is_layer(const asn1::ObjectIdentifier& type) {
  return type == cms::id_signedData || (type != cms::id_data && is_content_layer(type));
}

// Octets before a content and behind it.
class FramedSource : public Source {
 public:
  FramedSource(ByteView before, std::unique_ptr<Source> content, ByteView after)
      : before_(before), content_(std::move(content)), after_(after) {}
  std::size_t read(MutableByteView out) override { return whole_.read(out); }

 private:
  primitives::BytesSource before_;
  std::unique_ptr<Source> content_;
  primitives::BytesSource after_;
  JoinedSource begun_{before_, *content_};
  JoinedSource whole_{begun_, after_};
};

constexpr std::uint8_t kIndefinite[] = {0x30, 0x80}, kEndOfContents[] = {0, 0};

}  // namespace

// All types of CMS but data are SEQUENCEs that begin with a version. \standard{RFC 5652, 10.2.5}
LayerContent::Value LayerContent::value_at(ByteView head) {
  constexpr std::uint8_t kVersion[] = {0x02, 0x01}, kMostVersion = 5;
  const auto begins_with_version = [&](ByteView octets) {
    return octets.size() > 2 && octets[0] == kVersion[0] && octets[1] == kVersion[1] &&
           octets[2] <= kMostVersion;
  };
  if (begins_with_version(head)) return Value::contents_octets;
  try {
    const auto sequence = asn1::read_header(head, asn1::Rules::ber(), 0);
    const bool is_value =
        sequence.tag == asn1::kSequence && begins_with_version(head.subspan(sequence.size));
    return is_value ? Value::whole : Value::none;
  } catch (const Error&) {
    return Value::none;
  }
}

// Whether enough has been seen to tell what it is.
bool LayerContent::decide(bool complete) {
  if (held_.empty()) return complete;
  if (held_.front() == 0x30 || held_.front() == 0x02) {  // no field begins like these
    if (held_.size() < kCmsHeadOctets && !complete) return false;
    well_formed_ = cms_type(held_).has_value();
    if (well_formed_) kind_ = ContentKind::cms;
    value_ = well_formed_ ? Value::none : value_at(held_);
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
  const bool innermost = kind_ == ContentKind::innermost && value_ == Value::none;
  stored_ = innermost ? storage_.content() : storage_.layer();
  stored_->write(held_);
  held_ = {};
}

void LayerContent::write(ByteView octets) {
  if (stored_) return stored_->write(octets);
  primitives::append(held_, octets);
  if (decide(false)) store();
}

void LayerContent::finish(const asn1::ObjectIdentifier& type) {
  if (!stored_) {
    decide(true);
    store();
  }
  stored_->finish();
  if (value_ != Value::none) judge_value(type);
  mistyped_ = is_layer(type) && kind_ != ContentKind::cms;
}

// What looks like a value of a type of CMS is one where the layer says so, else the content.
void LayerContent::judge_value(const asn1::ObjectIdentifier& type) {
  if (!is_layer(type)) {
    const auto looked_at = std::exchange(stored_, storage_.content());
    cms::pump(*looked_at->source(), *stored_);
    return stored_->finish();
  }
  kind_ = ContentKind::cms;
  well_formed_ = true;
  const auto open = [this](ByteView header) {
    primitives::append(frame_.before, header);
    primitives::append(frame_.after, kEndOfContents);
  };
  constexpr std::uint8_t kExplicit[] = {0xa0, 0x80};
  open(kIndefinite);
  primitives::append(frame_.before,
                     asn1::encode([&](asn1::Writer& writer) { writer.object_identifier(type); }));
  open(kExplicit);
  if (value_ == Value::contents_octets) open(kIndefinite);
}

// What it turns out to be may be another thing then, which its lines decide.
void LayerContent::recode(const MakeCodec& make) {
  const auto before = std::exchange(stored_, nullptr);
  looked_ = 0;
  kind_ = ContentKind::innermost;
  value_ = Value::none;
  header_ = {};
  well_formed_ = false;
  const auto source = before->source();
  CodedSource coded(*source, make);
  cms::pump(coded, *this);
  finish(cms::id_data);
}

std::unique_ptr<Source> LayerContent::source() const {
  return std::make_unique<FramedSource>(frame_.before, stored_->source(), frame_.after);
}

}  // namespace smime::mime::secure
