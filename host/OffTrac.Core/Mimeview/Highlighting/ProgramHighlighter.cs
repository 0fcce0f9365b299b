using System.Collections.Frozen;
using OffTrac.Core.Tickets;

namespace OffTrac.Core.Mimeview.Highlighting;

/// <summary>Highlights languages made of words, numbers, strings, comments and signs.</summary>
internal sealed class ProgramHighlighter : IHighlighter
{
    private const string Brackets = "()[]{},;";

    private readonly FrozenDictionary<string, string> _words;
    private readonly IReadOnlyList<Delimiters> _delimiters;
    private readonly string _sigils;
    private readonly string _wordLetters;
    private readonly bool _hasPreprocessor;

    /// <param name="words">Words with their classes.</param>
    /// <param name="delimiters">Comments and strings, longer beginnings first.</param>
    /// <param name="ignoresCase">Whether words count in any case.</param>
    /// <param name="sigils">Characters that make the word behind them a variable or decorator.</param>
    /// <param name="wordLetters">What belongs to words besides letters, digits and <c>_</c>.</param>
    /// <param name="hasPreprocessor">Whether a line that begins with <c>#</c> is for the preprocessor.</param>
    public ProgramHighlighter(
        IEnumerable<KeyValuePair<string, string>> words, IReadOnlyList<Delimiters> delimiters, bool ignoresCase = false, string sigils = "",
        string wordLetters = "", bool hasPreprocessor = false)
    {
        _words = words.ToFrozenDictionary(ignoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        (_delimiters, _sigils, _wordLetters, _hasPreprocessor) = (delimiters, sigils, wordLetters, hasPreprocessor);
    }

    public void Highlight(HighlightWriter writer)
    {
        var source = writer.Source;
        var isLineStart = true;
        for (var at = 0; at < source.Length;)
        {
            var (end, cssClass) = Read(source, at, isLineStart);
            writer.Write(at, end, cssClass);
            isLineStart = cssClass.Length == 0 && (source[end - 1] == '\n' || (isLineStart && TracText.IsSpace(source[end - 1])));
            at = end;
        }
    }

    private (int End, string CssClass) Read(string source, int at, bool isLineStart)
    {
        var letter = source[at];
        if (TracText.IsSpace(letter))
            return (Skip(source, at, TracText.IsSpace), TokenClass.Text);
        if (_hasPreprocessor && isLineStart && letter == '#')
            return (EndOfLine(source, at, isContinued: true), TokenClass.Preprocessor);
        foreach (var delimiters in _delimiters)
        {
            if (string.CompareOrdinal(source, at, delimiters.Open, 0, delimiters.Open.Length) == 0)
                return (End(source, at, delimiters), delimiters.CssClass);
        }

        if (char.IsAsciiDigit(letter))
            return (Skip(source, at, static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_'), TokenClass.Number);
        if (_sigils.Contains(letter, StringComparison.Ordinal) && at + 1 < source.Length && IsWordLetter(source[at + 1]))
            return (Skip(source, at + 1, IsWordLetter), letter == '@' ? TokenClass.NameDecorator : TokenClass.NameVariable);
        if (IsWordLetter(letter))
        {
            var end = Skip(source, at, IsWordLetter);
            return (end, _words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(source.AsSpan(at..end), out var found) ? found : TokenClass.Name);
        }

        return (at + (char.IsHighSurrogate(letter) && at + 1 < source.Length ? 2 : 1), Brackets.Contains(letter, StringComparison.Ordinal) ? TokenClass.Punctuation : TokenClass.Operator);
    }

    private bool IsWordLetter(char letter) =>
        char.IsLetterOrDigit(letter) || letter == '_' || _wordLetters.Contains(letter, StringComparison.Ordinal);

    private static int Skip(string source, int at, Func<char, bool> belongs)
    {
        while (at < source.Length && belongs(source[at]))
            at++;
        return at;
    }

    private static int EndOfLine(string source, int at, bool isContinued)
    {
        for (; at < source.Length; at++)
        {
            if (source[at] == '\n' && !(isContinued && at > 0 && source[at - 1] == '\\'))
                return at;
        }

        return at;
    }

    private static int End(string source, int start, Delimiters delimiters)
    {
        if (delimiters.Close.Length == 0)
            return EndOfLine(source, start, isContinued: false);
        for (var at = start + delimiters.Open.Length; at < source.Length; at++)
        {
            if (source[at] == delimiters.Escape)
                at++;
            else if (string.CompareOrdinal(source, at, delimiters.Close, 0, delimiters.Close.Length) == 0)
                return at + delimiters.Close.Length;
            else if (source[at] == '\n' && !delimiters.IsMultiline)
                return at;
        }

        return source.Length;
    }
}
