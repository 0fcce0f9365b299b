namespace OffTrac.Sdk.Tickets;

/// <summary>What a field holds.</summary>
public enum TicketFieldType
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Text with line breaks.</summary>
    TextArea,

    /// <summary>One of the options, from a list.</summary>
    Select,

    /// <summary>One of the options, from buttons.</summary>
    Radio,

    /// <summary><c>1</c> or <c>0</c>.</summary>
    CheckBox,

    /// <summary>A time; a custom one is stored as 18 digits of microseconds.</summary>
    Time,
}
