using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Namespace <c>ticket.severity</c>.</summary>
[Component("tracrpc.ticket.SeverityRPC")]
public sealed class SeverityRpc(ITicketEnumStore enums) : EnumHandler(enums, TicketEnumKind.Severity, "severity", "Severity");
