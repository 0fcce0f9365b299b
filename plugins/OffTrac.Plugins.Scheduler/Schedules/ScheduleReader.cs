namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>Cuts a schedule's text into words, from left to right.</summary>
internal sealed class ScheduleReader(string text)
{
    private int _position;

    public bool IsAtEnd
    {
        get
        {
            SkipBlanks();
            return _position == text.Length;
        }
    }

    /// <summary>Reads a word that ends at a blank; commas belong to it.</summary>
    public ScheduleWord Field(string allowed)
    {
        if (IsAtEnd)
            throw Ended(allowed);
        return Take(static character => !IsBlank(character));
    }

    /// <summary>Reads a word that ends at a blank or a comma, and has no comma before it.</summary>
    public ScheduleWord Word(string allowed)
    {
        var item = Item(allowed);
        return item.CommaColumn == 0 ? item : throw Fail(item.CommaColumn, "a comma", allowed);
    }

    /// <summary>Reads a word that ends at a blank or a comma; one comma may stand before it.</summary>
    public ScheduleWord Item(string allowed)
    {
        if (IsAtEnd)
            throw Ended(allowed);
        var comma = 0;
        if (text[_position] == ',')
        {
            comma = ++_position;
            if (IsAtEnd)
                throw Fail(comma, "nothing after the comma", allowed);
            if (text[_position] == ',')
                throw Fail(_position + 1, "nothing between two commas", allowed);
        }

        return Take(static character => !IsBlank(character) && character != ',') with { CommaColumn = comma };
    }

    /// <summary>Fails unless all was read.</summary>
    public void End()
    {
        if (!IsAtEnd)
            throw Fail(Field(""), "the end");
    }

    public ScheduleFormatException Fail(ScheduleWord word, string allowed) =>
        Fail(word.Column, $"\"{ScheduleFormatException.Shown(word.Text)}\"", allowed);

    public ScheduleFormatException Fail(int column, string problem, string allowed) => new(text, column, problem, allowed);

    private ScheduleFormatException Ended(string allowed) => Fail(text.Length + 1, "the text ends", allowed);

    private ScheduleWord Take(Func<char, bool> belongs)
    {
        var start = _position;
        while (_position < text.Length && belongs(text[_position]))
            _position++;
        return new ScheduleWord(text[start.._position], start + 1);
    }

    private void SkipBlanks()
    {
        while (_position < text.Length && IsBlank(text[_position]))
            _position++;
    }

    private static bool IsBlank(char character) => character is ' ' or '\t';
}
