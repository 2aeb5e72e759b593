// Where CRLs and more are found: distribution points and access descriptions (RFC 5280, 4.2.1.13,
// 4.2.1.15, 4.2.2, 5.2.5).
#include "x509/distribution_points.hpp"

#include <utility>

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Rules;
using asn1::Writer;

ReasonFlags read_reasons(Reader& fields, std::string_view name, std::uint32_t number) {
  const asn1::BitString bits = fields.bit_string(name, asn1::context(number, false));
  ReasonFlags flags = 0;
  for (std::uint32_t bit = 0; bit < 9; ++bit) {
    if (bits.bit(bit)) flags |= 1U << bit;
  }
  return flags;
}

std::optional<DistributionPointName> read_point_name(Reader& fields) {
  auto choice = fields.optional_context(0, "distributionPoint");
  if (!choice) return std::nullopt;
  DistributionPointName name = DistributionPointName::read(*choice);
  choice->finish();
  return name;
}

DistributionPoint read_point(Reader& list) {
  Reader fields = list.sequence("distributionPoint");
  DistributionPoint point;
  point.distribution_point = read_point_name(fields);
  if (fields.next_is(asn1::context(1, false))) point.reasons = read_reasons(fields, "reasons", 1);
  if (fields.next_is(asn1::context(2))) {
    point.crl_issuer = read_general_names(fields, "cRLIssuer", asn1::context(2));
  }
  fields.finish();
  if (!point.distribution_point && point.crl_issuer.empty()) {
    throw fields.error(ErrorKind::malformed, "neither distributionPoint nor cRLIssuer",
                       "a point has one of the two", "RFC 5280, 4.2.1.13");
  }
  return point;
}

bool read_flag(Reader& fields, std::string_view name, std::uint32_t number) {
  const asn1::Tag tag = asn1::context(number, false);
  return fields.next_is(tag) && fields.boolean(name, tag);
}

}  // namespace

DistributionPointName DistributionPointName::read(Reader& reader) {
  DistributionPointName result;
  if (reader.next_is(asn1::context(0))) {
    result.full_name = read_general_names(reader, "fullName", asn1::context(0));
    return result;
  }
  Reader rdn = reader.context(1, "nameRelativeToCRLIssuer");
  result.name_relative_to_crl_issuer.emplace();
  do {
    Reader attribute = rdn.sequence({});
    ObjectIdentifier type = attribute.object_identifier("type");
    result.name_relative_to_crl_issuer->push_back(
        {std::move(type), primitives::to_bytes(attribute.any("value"))});
    attribute.finish();
  } while (!rdn.empty());
  return result;
}

void DistributionPointName::write(Writer& writer) const {
  if (!name_relative_to_crl_issuer) {
    write_general_names(writer, full_name, asn1::context(0));
    return;
  }
  std::vector<Bytes> attributes;
  for (const AttributeTypeAndValue& attribute : *name_relative_to_crl_issuer) {
    attributes.push_back(asn1::encode([&](Writer& one) {
      one.sequence([&](Writer& fields) {
        fields.object_identifier(attribute.type);
        fields.raw(attribute.value);
      });
    }));
  }
  writer.set_of(std::move(attributes), asn1::context(1));
}

std::vector<DistributionPoint> decode_distribution_points(ByteView value) {
  Reader reader(value, Rules::der(), "distributionPoints");
  Reader list = reader.sequence({});
  reader.finish();
  std::vector<DistributionPoint> points;
  do {
    points.push_back(read_point(list));
  } while (!list.empty());
  return points;
}

Bytes encode_distribution_points(const std::vector<DistributionPoint>& points) {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& list) {
      for (const DistributionPoint& point : points) {
        list.sequence([&](Writer& fields) {
          if (point.distribution_point) {
            fields.context(0, [&](Writer& name) { point.distribution_point->write(name); });
          }
          if (point.reasons) fields.named_bits(*point.reasons, asn1::context(1, false));
          if (!point.crl_issuer.empty()) {
            write_general_names(fields, point.crl_issuer, asn1::context(2));
          }
        });
      }
    });
  });
}

IssuingDistributionPoint IssuingDistributionPoint::decode(ByteView value) {
  Reader reader(value, Rules::der(), "issuingDistributionPoint");
  Reader fields = reader.sequence({});
  reader.finish();
  IssuingDistributionPoint result;
  result.distribution_point = read_point_name(fields);
  result.only_contains_user_certs = read_flag(fields, "onlyContainsUserCerts", 1);
  result.only_contains_ca_certs = read_flag(fields, "onlyContainsCACerts", 2);
  if (fields.next_is(asn1::context(3, false))) {
    result.only_some_reasons = read_reasons(fields, "onlySomeReasons", 3);
  }
  result.indirect_crl = read_flag(fields, "indirectCRL", 4);
  result.only_contains_attribute_certs = read_flag(fields, "onlyContainsAttributeCerts", 5);
  fields.finish();
  return result;
}

Bytes IssuingDistributionPoint::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      const auto flag = [&](bool value, std::uint32_t number) {
        if (value) fields.boolean(true, asn1::context(number, false));
      };
      if (distribution_point) {
        fields.context(0, [&](Writer& name) { distribution_point->write(name); });
      }
      flag(only_contains_user_certs, 1);
      flag(only_contains_ca_certs, 2);
      if (only_some_reasons) fields.named_bits(*only_some_reasons, asn1::context(3, false));
      flag(indirect_crl, 4);
      flag(only_contains_attribute_certs, 5);
    });
  });
}

std::vector<AccessDescription> decode_access_descriptions(ByteView value) {
  Reader reader(value, Rules::der(), "infoAccess");
  Reader list = reader.sequence({});
  reader.finish();
  std::vector<AccessDescription> descriptions;
  do {
    Reader fields = list.sequence("accessDescription");
    ObjectIdentifier method = fields.object_identifier("accessMethod");
    descriptions.push_back({std::move(method), GeneralName::read(fields, "accessLocation")});
    fields.finish();
  } while (!list.empty());
  return descriptions;
}

Bytes encode_access_descriptions(const std::vector<AccessDescription>& descriptions) {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& list) {
      for (const AccessDescription& description : descriptions) {
        list.sequence([&](Writer& fields) {
          fields.object_identifier(description.access_method);
          description.access_location.write(fields);
        });
      }
    });
  });
}

}  // namespace smime::x509
