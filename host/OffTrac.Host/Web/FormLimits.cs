using Microsoft.AspNetCore.Http.Features;

namespace OffTrac.Host.Web;

/// <summary>How large a form may be; text of a page comes as one value.</summary>
internal static class FormLimits
{
    public static FormOptions For(long maxBodySize) => new()
    {
        BufferBodyLengthLimit = maxBodySize,
        MultipartBodyLengthLimit = maxBodySize,
        ValueLengthLimit = (int)Math.Min(maxBodySize, int.MaxValue),
        ValueCountLimit = 4096,
        KeyLengthLimit = 2048,
    };
}
