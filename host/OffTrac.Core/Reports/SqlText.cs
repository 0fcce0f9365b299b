using System.Text.RegularExpressions;

namespace OffTrac.Core.Reports;

/// <summary>Looks at SQL without understanding it.</summary>
internal static partial class SqlText
{
    /// <summary>
    /// The statement's outermost words, everything else blanked out: comments, texts, what stands in parentheses. Same length. Trac's
    /// <c>sql_skeleton</c>.
    /// </summary>
    public static string Skeleton(string sql)
    {
        while (true)
        {
            var bare = Inner().Replace(sql, static match => new string(' ', match.Length));
            if (string.Equals(bare, sql, StringComparison.Ordinal))
                return bare;
            sql = bare;
        }
    }

    /// <summary>The statement without white space, comments and semicolons at its end; null when more than one statement stands there.</summary>
    public static string? Single(string sql)
    {
        var bare = Opaque().Replace(sql, static match => new string(IsComment(match.Value) ? ' ' : 'x', match.Length));
        var end = bare.IndexOf(';', StringComparison.Ordinal);
        if (end < 0)
            return sql;
        return bare.AsSpan(end).Trim("; \t\r\n\f\v").IsEmpty ? sql[..end] : null;
    }

    /// <summary>Whether it begins like a statement that reads.</summary>
    public static bool Reads(string sql) => Reading().IsMatch(Comment().Replace(sql, " "));

    private static bool IsComment(string text) => text.StartsWith("--", StringComparison.Ordinal) || text.StartsWith("/*", StringComparison.Ordinal);

    [GeneratedRegex(@"--.*$ | /\*([^*/]|\*[^/]|/[^*])*\*/ | '(\\.|[^'\\])*' | \([^()]+\)", RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inner();

    [GeneratedRegex("""--[^\n]*|/\*(?s:.*?)\*/|'[^']*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|(?<tag>\$[A-Za-z_]*\$)(?s:.*?)\k<tag>""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Opaque();

    [GeneratedRegex(@"--[^\n]*|/\*(?s:.*?)\*/", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^[\s(]*(SELECT|WITH|VALUES|TABLE)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reading();
}
