using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MySaas.WebApi.Common;

/// <summary>Times are RFC 3339 in UTC and say so with a Z; what comes in with another offset is turned into UTC.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
}
