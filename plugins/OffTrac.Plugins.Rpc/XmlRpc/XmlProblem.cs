using System.Globalization;
using System.Xml;

namespace OffTrac.Plugins.Rpc.XmlRpc;

/// <summary>
/// What is wrong with a body, in the words of Expat, which clients of a TracXMLRPC know. .NET tells the kinds of mistakes apart by its
/// messages alone; one that is not among these is an invalid token.
/// </summary>
internal static class XmlProblem
{
    private const string NotWellFormed = "not well-formed (invalid token)";

    private static readonly (string Begin, string Words, int Back)[] s_known =
    [
        ("Unexpected XML declaration", "XML or text declaration not at start of entity", 3),
        ("Root element is missing", "no element found", 1),
        ("Unexpected end of file has occurred", "no element found", 1),
        ("Unexpected end of file", "unclosed token", 1),
        ("There are multiple root elements", "junk after document element", 2),
        ("Reference to undeclared entity", "undefined entity", 2),
        ("System does not support", "unknown encoding", 1),
        ("For security reasons DTD is prohibited", "document types are not taken", 1),
    ];

    /// <param name="exception">What the reader said.</param>
    /// <param name="isAfterRoot">Whether the outermost element had ended.</param>
    public static string Describe(XmlException exception, bool isAfterRoot)
    {
        var (words, back) = WordsOf(exception.Message, isAfterRoot);
        return string.Create(CultureInfo.InvariantCulture, $"{words}: line {Math.Max(1, exception.LineNumber)}, column {Math.Max(0, exception.LinePosition - back)}");
    }

    private static (string Words, int Back) WordsOf(string message, bool isAfterRoot)
    {
        foreach (var (begin, words, back) in s_known)
        {
            if (message.StartsWith(begin, StringComparison.Ordinal))
                return (words, back);
        }
        if (message.Contains("does not match the end tag", StringComparison.Ordinal))
            return ("mismatched tag", 1);
        if (message.Contains("is a duplicate attribute name", StringComparison.Ordinal))
            return ("duplicate attribute", 1);
        return message.StartsWith("Data at the root level is invalid", StringComparison.Ordinal)
            ? (isAfterRoot ? "junk after document element" : "syntax error", 1)
            : (NotWellFormed, 1);
    }
}
