namespace OffTrac.Host.Web;

/// <summary>How the host's own answers are written.</summary>
internal enum AnswerKind
{
    Text,
    Html,
    Json,
}
