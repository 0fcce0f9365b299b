using System.Globalization;
using System.Text;
using OffTrac.Sdk;

namespace OffTrac.Core.Attachments;

/// <summary>Names of attachments as rows have them.</summary>
internal static class AttachmentName
{
    /// <summary>As many tries as Trac makes.</summary>
    public const int MostTries = 100;

    /// <summary>More does not fit into PostgreSQL's key.</summary>
    private const int MaxBytes = 1000;

    /// <summary>More does not fit, together with the hash, into a file name of any usual file system.</summary>
    private const int MaxEnding = 200;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="TracException">The name can't be stored.</exception>
    public static void Check(string name)
    {
        if (name.Length == 0)
            throw new TracException("An attachment needs a file name.");
        if (name.Contains('\0', StringComparison.Ordinal))
            throw new TracException($"'{name.Replace("\0", "\\0", StringComparison.Ordinal)}' can't be the name of an attachment: it holds a NUL character.");
        if (ByteCount(name) is not { } bytes)
            throw new TracException($"'{name}' can't be the name of an attachment: it is not Unicode text.");
        if (bytes > MaxBytes || AttachmentFiles.Extension(name).Length > MaxEnding)
        {
            var start = name[..Math.Min(name.Length, 40)];
            throw new TracException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{start}…' can't be the name of an attachment: {MaxBytes} bytes are allowed, {MaxEnding} of them after the last dot."));
        }
    }

    /// <summary>The name for a further file: <c>f.2.txt</c> for <c>f.txt</c>.</summary>
    public static string Numbered(string name, int number)
    {
        var dot = EndingAt(name);
        return string.Create(CultureInfo.InvariantCulture, $"{name.AsSpan(0, dot)}.{number}{name.AsSpan(dot)}");
    }

    /// <summary>Where Python's <c>splitext</c> parts a name: dots that lead the name belong to no ending.</summary>
    private static int EndingAt(string name)
    {
        var start = name.LastIndexOf('/') + 1;
        while (start < name.Length && name[start] == '.')
            start++;
        var dot = name.AsSpan(start).LastIndexOf('.');
        return dot < 0 ? name.Length : start + dot;
    }

    private static int? ByteCount(string name)
    {
        try
        {
            return s_strict.GetByteCount(name);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
