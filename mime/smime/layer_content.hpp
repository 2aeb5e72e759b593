// What a layer holds, as it comes: another layer or the innermost content is told from its first
// octets, and stored accordingly.
#pragma once

#include <memory>
#include <optional>

#include "asn1/object_identifier.hpp"
#include "mime/codec.hpp"
#include "mime/header.hpp"
#include "mime/smime/storage.hpp"

namespace smime::mime::secure {

/// What opened content turned out to be.
enum class ContentKind {
  innermost,  ///< nothing that is opened further
  entity,     ///< an S/MIME entity
  cms,  ///< a bare CMS object: a ContentInfo, or a value of the content type that the layer states
};

/// Takes in the content of a layer.
class LayerContent : public Sink {
 public:
  explicit LayerContent(Storage& storage) : storage_(storage) {}
  void write(ByteView octets) override;
  /// When all is written.
  /// @param type  the content's, as the layer states it. A value of a type of CMS is another layer;
  ///              in PKCS #7 1.5 its contents octets alone. \standard{RFC 5652, 5.2.1 and 6.1}
  void finish(const asn1::ObjectIdentifier& type);

  /// Puts what a codec makes of a content of type data, which must be kept, in its place.
  void recode(const MakeCodec& make);

  // Behind `finish`:
  ContentKind kind() const { return kind_; }
  /// The header where the content is an entity, an S/MIME one or another; empty where it is none.
  const Header& header() const { return header_; }
  /// Whether it begins like a MIME entity or a CMS object: with a header that can be read and holds
  /// no control characters. \standard{RFC 8551, 3.1}
  bool well_formed() const { return well_formed_; }
  const std::shared_ptr<Stored>& stored() const { return stored_; }
  /// The content from its beginning; a CMS object always as a ContentInfo. It must not outlive
  /// this.
  std::unique_ptr<Source> source() const;
  /// Whether the layer states a type of CMS, and holds something else.
  bool mistyped() const { return mistyped_; }

 private:
  enum class Value { none, whole, contents_octets };  // what it begins like, of a type of CMS

  static Value value_at(ByteView head);
  bool decide(bool complete);
  void store();
  void judge_value(const asn1::ObjectIdentifier& type);

  struct Frame {
    Bytes before, after;  // what makes a value a ContentInfo
  };

  Storage& storage_;
  Bytes held_;              // until its kind is known
  std::size_t looked_ = 0;  // octets of it in which no header's end was found
  ContentKind kind_ = ContentKind::innermost;
  Value value_ = Value::none;  // it waits as a layer: its type, which comes last, decides
  Frame frame_;
  Header header_;
  bool well_formed_ = false, mistyped_ = false;
  std::shared_ptr<Stored> stored_;
};

}  // namespace smime::mime::secure
