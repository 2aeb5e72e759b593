// What a layer holds, as it comes: another layer or the innermost content is told from its first
// octets, and stored accordingly.
#pragma once

#include <memory>
#include <optional>

#include "mime/header.hpp"
#include "mime/smime/storage.hpp"

namespace smime::mime::secure {

/// What opened content turned out to be.
enum class ContentKind {
  innermost,  ///< nothing that is opened further
  entity,     ///< an S/MIME entity
  cms,        ///< a bare CMS object
};

/// Takes in the content of a layer.
class LayerContent : public Sink {
 public:
  explicit LayerContent(Storage& storage) : storage_(storage) {}
  void write(ByteView octets) override;
  /// When all is written.
  void finish();

  // Behind `finish`:
  ContentKind kind() const { return kind_; }
  /// The header where the content is an entity, an S/MIME one or another; empty where it is none.
  const Header& header() const { return header_; }
  /// Whether it begins like a MIME entity or a CMS object: with a header that can be read and holds
  /// no control characters. \standard{RFC 8551, 3.1}
  bool well_formed() const { return well_formed_; }
  const std::shared_ptr<Stored>& stored() const { return stored_; }

 private:
  bool decide(bool complete);
  void store();

  Storage& storage_;
  Bytes held_;              // until its kind is known
  std::size_t looked_ = 0;  // octets of it in which no header's end was found
  ContentKind kind_ = ContentKind::innermost;
  Header header_;
  bool well_formed_ = false;
  std::shared_ptr<Stored> stored_;
};

}  // namespace smime::mime::secure
