using System.Globalization;
using OffTrac.Core.Wiki.Syntax;
using OffTrac.Sdk.Mimeview;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Source code in wiki text: <c>{{{#!python lineno=3 marks=1,4-6 id=x</c>; what else is given are the highlighter's options.</summary>
internal static class SourceCode
{
    public const string LineNumbers = "lineno";

    private const string Marks = "marks";
    private const string Id = "id";

    /// <summary>Stands for the anchor until the page is written; nobody can guess it and write it in a page.</summary>
    public static string NewPlaceholder() => $"anchor-{Guid.NewGuid():N}";

    public static PreviewRequest Request(WikiCall call, string mimeType, WikiContext context, string? placeholder)
    {
        var request = new PreviewRequest { MimeType = mimeType, Text = call.Content ?? "", Context = context };
        if (call.Arguments is null || call.Arguments.Count == 0)
            return request;
        var options = new Dictionary<string, string>(call.Arguments, StringComparer.Ordinal);
        if (!options.Remove(LineNumbers, out var first))
            return request with { Options = options };
        options.Remove(Id, out var id);
        options.Remove(Marks, out var marks);
        var numbering = new LineNumbering
        {
            First = int.TryParse(first, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? Math.Max(number, 1) : 1,
            AnchorPrefix = (string.IsNullOrEmpty(id) ? placeholder : id) + "-",
            Marks = marks,
        };
        return request with { Options = options, LineNumbers = numbering };
    }
}
