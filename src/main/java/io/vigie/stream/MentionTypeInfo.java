package io.vigie.stream;

import io.vigie.mention.Mention;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Mentions as they cross the network: by {@link MentionSerializer}. */
final class MentionTypeInfo extends TypeInformation<Mention> {

  static final MentionTypeInfo INSTANCE = new MentionTypeInfo();

  private static final long serialVersionUID = 1L;

  private MentionTypeInfo() {}

  @Override
  public TypeSerializer<Mention> createSerializer(SerializerConfig config) {
    return new MentionSerializer();
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<Mention> getTypeClass() {
    return Mention.class;
  }

  /** Mentions are keyed by what selectors take from them, never by themselves. */
  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public String toString() {
    return "Mention";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MentionTypeInfo;
  }

  @Override
  public int hashCode() {
    return MentionTypeInfo.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof MentionTypeInfo;
  }
}
