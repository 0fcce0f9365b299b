using System.Globalization;
using System.Text;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>
/// Reads a file as Trac 1.6 does, that is as Python's <c>configparser</c> without interpolation and inline comments. Where that one
/// refuses a repeated section or option, as files of older Tracs may have them, the last one counts and a warning is kept.
/// </summary>
internal static class IniParser
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="file">Its name, for messages.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="keepsCase">True when names of options that differ by case are different ones.</param>
    /// <exception cref="ConfigurationException">The file is not UTF-8 or not of that form.</exception>
    public static IniDocument Parse(string file, ReadOnlySpan<byte> bytes, bool keepsCase = false)
    {
        string text;
        try
        {
            text = s_utf8.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            var line = LineOf(bytes, exception.Index);
            throw new ConfigurationException($"{file}:{line}: there are bytes that are not UTF-8; save the file as UTF-8.", exception);
        }

        return new Reader(file, SplitLines(text), keepsCase).Read();
    }

    private static string LineOf(ReadOnlySpan<byte> bytes, int index)
    {
        var before = bytes[..Math.Clamp(index, 0, bytes.Length)];
        return (before.Count((byte)'\n') + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Lines end with LF, CR LF or CR, as Python reads text files.</summary>
    private static List<string> SplitLines(string text)
    {
        var lines = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r'))
                continue;
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            lines.Add(text[start..(i + 1)]);
            start = i + 1;
        }

        if (start < text.Length)
            lines.Add(text[start..]);
        return lines;
    }

    private sealed class Reader(string file, List<string> lines, bool keepsCase)
    {
        private readonly IniDocument _document = new(file, lines);
        private readonly List<string> _pieces = [];
        private IniSection? _section;
        private string? _option;
        private int _optionLine;
        private int _lastPieceLine;
        private int _indent;

        public IniDocument Read()
        {
            for (var index = 0; index < lines.Count; index++)
                ReadLine(index);
            EndOption();
            return _document;
        }

        private void ReadLine(int index)
        {
            var line = lines[index].AsSpan();
            var value = PythonText.Strip(line);
            if (value.Length > 0 && value[0] is '#' or ';')
                return;
            if (value.IsEmpty)
            {
                if (_option is not null)
                    _pieces.Add("");
                return;
            }

            var indent = PythonText.Indent(line);
            if (_section is not null && _option is not null && indent > _indent)
            {
                _pieces.Add(value.ToString());
                _lastPieceLine = index;
                return;
            }

            EndOption();
            _indent = indent;
            if (value[0] == '[' && value.LastIndexOf(']') is var end and > 1)
                OpenSection(value[1..end].ToString(), index);
            else
                BeginOption(value, index);
        }

        private void OpenSection(string name, int index)
        {
            _section = _document.Open(name);
            if (_section.HeaderLines.Count > 0)
                Warn(index, $"section [{name}] is repeated; Trac 1.6 refuses that");
            _section.HeaderLines.Add(index);
        }

        private void BeginOption(ReadOnlySpan<char> value, int index)
        {
            if (_section is null)
                throw Error(index, value, "stands before the first [section]");
            var delimiter = value.IndexOfAny('=', ':');
            if (delimiter < 0)
                throw Error(index, value, "is neither a [section], nor 'name = value', nor a comment, nor indented to go on with the value before");
            var written = PythonText.StripEnd(value[..delimiter]).ToString();
            var name = keepsCase ? written : written.ToLowerInvariant();
            if (name.Length == 0)
                throw Error(index, value, "has no name before its delimiter");
            if (_section.Find(name) is not null)
                Warn(index, $"option {name} in [{_section.Name}] is repeated, the last value counts; Trac 1.6 refuses that");
            (_option, _optionLine, _lastPieceLine) = (name, index, index);
            _pieces.Add(PythonText.Strip(value[(delimiter + 1)..]).ToString());
        }

        private void EndOption()
        {
            if (_option is not null)
            {
                var value = PythonText.StripEnd(string.Join('\n', _pieces)).ToString();
                _section!.Add(new IniOption(_option, value, _optionLine, _lastPieceLine));
            }

            _option = null;
            _pieces.Clear();
        }

        private void Warn(int index, string text) =>
            _document.Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{file}:{index + 1}: {text}."));

        private ConfigurationException Error(int index, ReadOnlySpan<char> value, string problem)
        {
            // A line that can't be understood may hold half a password.
            var shown = value.Length > 40 ? string.Concat(value[..40], "…") : value.ToString();
            var delimiter = shown.AsSpan().IndexOfAny('=', ':');
            if (delimiter >= 0)
                shown = shown[..(delimiter + 1)] + " …";
            return new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"{file}:{index + 1}: '{shown}' {problem}."));
        }
    }
}
