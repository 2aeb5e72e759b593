// Opening the S/MIME messages inside a multipart that is not protected as a whole.
#include "mime/smime/part_opening.hpp"

#include <algorithm>

#include "mime/smime/conclusion.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

using x509::Reason;

// What a part holds waits like what a layer holds: the content is the whole message's.
class PartStorage : public Storage {
 public:
  explicit PartStorage(Storage& storage) : storage_(storage) {}
  std::shared_ptr<Stored> layer() override { return storage_.layer(); }

 private:
  Storage& storage_;
};

void note_file(OpenResult& result, const PartName& name, PartKind kind) {
  const bool lost = kind == PartKind::signature;
  result.notes.push_back(
      name.text() +
      (lost ? " is a signature by itself: what was multipart/signed has lost its form on the way, "
              "and what it signed cannot be told (RFC 8551, 3.5.3)"
            : " is a signed or encrypted file that came along; --part " + name.place +
                  " opens it by itself"));
}

void open_one(OpenResult& result, Storage& storage, const OpenPart& open, const PartName& name,
              const Head& head, BufferedSource& body) {
  const PartKind kind = part_kind_of(head.header);
  if (kind == PartKind::message && result.parts.size() < kMostOpenedParts) {
    PartStorage place(storage);
    result.parts.push_back({name, open(head, body, place)});
    return;
  }
  if (result.unprotected.size() == kMostNamedParts) return;
  result.unprotected.push_back(name);
  if (kind == PartKind::message) {
    result.notes.push_back(name.text() + " was not opened: there are more than " +
                           std::to_string(kMostOpenedParts) + "; --part " + name.place +
                           " opens it by itself");
  } else if (kind != PartKind::plain) {
    note_file(result, name, kind);
  }
}

std::string list_of(const std::vector<PartName>& names) {
  std::string list;
  for (const PartName& name : names) list += (list.empty() ? "" : ", ") + name.text();
  return list + (names.size() == kMostNamedParts ? " and perhaps more" : "");
}

// The worst that is known of the whole, and why.
void conclude_parts(OpenResult& result) {
  std::vector<PartName> opened;
  bool invalid = false;
  for (const OpenedPart& part : result.parts) {
    opened.push_back(part.name);
    invalid = invalid || part.result.verdict == Verdict::invalid;
  }
  std::string error = "only " + list_of(opened) + " of the message is signed or encrypted";
  if (!result.unprotected.empty()) {
    error += "; anybody may have written " + list_of(result.unprotected);
  }
  refuse(result, invalid ? Verdict::invalid : Verdict::untrusted, Reason::partly_protected, error);
  for (const OpenedPart& part : result.parts) {
    for (const Reason reason : part.result.reasons) add_reason(result, reason);
  }
}

}  // namespace

void open_parts(OpenResult& result, Storage& storage, const OpenPart& open) {
  const bool is_signed = std::any_of(
      result.layers.begin(), result.layers.end(),
      [](const Layer& layer) { return layer.type == "signed-data" || !layer.signers.empty(); });
  if (is_signed || !result.stored) return;
  if (!result.stored->is_kept()) {
    const bool multipart = content_type_of(result.header).value.starts_with("multipart/");
    if (multipart && result.layers.empty()) {
      result.notes.push_back("its parts were not looked at: the content was not held");
    }
    return;
  }
  try {
    const auto source = result.stored->source();
    BufferedSource in(*source);
    const Head head = read_head(in);
    visit_parts(head.header, in, [&](const PartName& name, const Head& part, BufferedSource& body) {
      open_one(result, storage, open, name, part, body);
    });
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::input_output) throw;
    result.notes.push_back(std::string("not every part was looked at: ") + error.what());
  }
  if (!result.parts.empty()) return conclude_parts(result);
  result.unprotected.clear();
}

}  // namespace smime::mime::secure
