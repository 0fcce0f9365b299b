using System.Text;

namespace OffTrac.Core.Security.Authz;

/// <summary>
/// A pattern of the shell: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a-z]</c>, as Python's <c>fnmatchcase</c> reads it. Neither slash nor dot is
/// special. Time grows with the product of both lengths at most.
/// </summary>
internal sealed class Glob
{
    private readonly List<Part> _parts = [];

    public Glob(string pattern)
    {
        var letters = pattern.EnumerateRunes().ToArray();
        for (var at = 0; at < letters.Length;)
        {
            var letter = letters[at];
            if (letter.Value == '[' && EndOfClass(letters, at + 1) is var end and >= 0)
            {
                _parts.Add(ClassOf(letters.AsSpan(at + 1, end - at - 1)));
                at = end + 1;
                continue;
            }

            _parts.Add(letter.Value switch
            {
                '*' => new Part(PartKind.Many, default, []),
                '?' => new Part(PartKind.Any, default, []),
                _ => new Part(PartKind.Letter, letter, []),
            });
            at++;
        }
    }

    private enum PartKind
    {
        Letter,
        Any,
        Many,
        Among,
        NotAmong,
    }

    public bool Matches(ReadOnlySpan<char> text)
    {
        var (at, part, star, mark) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            _ = Rune.DecodeFromUtf16(text[at..], out var letter, out var units);
            if (part < _parts.Count && _parts[part].Kind == PartKind.Many)
                (star, mark) = (part++, at);
            else if (part < _parts.Count && _parts[part].Matches(letter))
                (at, part) = (at + units, part + 1);
            else if (star >= 0)
                (at, part) = (mark += UnitsAt(text, mark), star + 1);
            else
                return false;
        }

        while (part < _parts.Count && _parts[part].Kind == PartKind.Many)
            part++;
        return part == _parts.Count;
    }

    private static int UnitsAt(ReadOnlySpan<char> text, int at)
    {
        _ = Rune.DecodeFromUtf16(text[at..], out _, out var units);
        return units;
    }

    /// <summary>The closing bracket; one that comes first, or behind the exclamation mark, is a letter. -1 when there is none.</summary>
    private static int EndOfClass(Rune[] letters, int start)
    {
        var from = start < letters.Length && letters[start].Value == '!' ? start + 2 : start + 1;
        return from <= letters.Length ? Array.FindIndex(letters, from, letter => letter.Value == ']') : -1;
    }

    private static Part ClassOf(ReadOnlySpan<Rune> letters)
    {
        var isNegated = letters[0].Value == '!';
        var rest = isNegated ? letters[1..] : letters;
        var ranges = new List<(Rune First, Rune Last)>();
        for (var at = 0; at < rest.Length; at++)
        {
            if (at + 2 < rest.Length && rest[at + 1].Value == '-')
            {
                ranges.Add((rest[at], rest[at + 2]));
                at += 2;
            }
            else
            {
                ranges.Add((rest[at], rest[at]));
            }
        }

        return new Part(isNegated ? PartKind.NotAmong : PartKind.Among, default, ranges);
    }

    private readonly record struct Part(PartKind Kind, Rune Letter, List<(Rune First, Rune Last)> Ranges)
    {
        public bool Matches(Rune letter) => Kind switch
        {
            PartKind.Letter => letter == Letter,
            PartKind.Any => true,
            PartKind.Among => IsAmong(letter),
            _ => !IsAmong(letter),
        };

        private bool IsAmong(Rune letter)
        {
            foreach (var (first, last) in Ranges)
            {
                if (letter >= first && letter <= last)
                    return true;
            }

            return false;
        }
    }
}
