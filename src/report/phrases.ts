import type { Language } from './reported-stack.ts';

/** All sentences of the reports. Numbers and dates in them come from `Wording`. */
export interface Phrases {
  /** What something is, after its name. */
  readonly labelled: (name: string, value: string) => string;
  readonly report: string;
  readonly fleet: string;
  readonly soFar: (until: string) => string;
  readonly clocks: (zone: string) => string;
  readonly met: (target: string) => string;
  readonly missed: (target: string, downtime: string) => string;
  readonly nothingCounts: string;
  readonly onTrack: (target: string) => string;
  readonly offTrack: (target: string) => string;
  readonly availability: string;
  readonly target: string;
  readonly downtime: string;
  readonly budgetLeft: string;
  readonly overBudget: string;
  readonly incidents: string;
  readonly longest: string;
  readonly meanRecovery: string;
  readonly previous: string;
  readonly points: (difference: string) => string;
  readonly noDowntime: string;
  readonly watched: (share: string) => string;
  readonly watchedBefore: (share: string) => string;
  readonly verdictWatched: (share: string) => string;
  readonly partlyWatched: string;
  readonly partlyWatchedMonths: (count: number, text: string) => string;
  readonly budget: string;
  readonly budgetUsed: (used: string, allowed: string) => string;
  readonly budgetRest: (left: string) => string;
  readonly budgetExceeded: (over: string) => string;
  readonly budgetEnded: (moment: string) => string;
  readonly budgetWillEnd: (moment: string) => string;
  readonly budgetWillLast: string;
  readonly days: string;
  readonly weeks: string;
  readonly daysSummary: (good: number, bad: number) => string;
  readonly noOutage: string;
  readonly downFor: (duration: string) => string;
  readonly maintenanceFor: (duration: string) => string;
  readonly unknownFor: (duration: string) => string;
  readonly notCountedAtAll: string;
  readonly lessThan: (duration: string) => string;
  readonly longer: string;
  readonly maintenance: string;
  readonly unknown: string;
  readonly timeline: string;
  readonly noIncidents: string;
  readonly start: string;
  readonly duration: string;
  readonly counted: string;
  readonly tests: string;
  /** Of an incident that no test tells of, and of the part of one. */
  readonly nobodyWatched: string;
  readonly nobodyWatchedFor: (duration: string) => string;
  readonly codes: string;
  readonly notCountedBecause: string;
  readonly cause: string;
  readonly ongoing: string;
  readonly beganBefore: string;
  readonly months: string;
  readonly monthsLabel: (list: string) => string;
  readonly targetMet: string;
  readonly targetMissed: string;
  readonly responseTimes: string;
  readonly timesOf: (p50: string, p95: string) => string;
  readonly median: string;
  readonly nearlyAll: string;
  readonly certificates: string;
  readonly validUntil: string;
  readonly issuer: string;
  readonly seen: string;
  readonly heartbeats: string;
  readonly looks: string;
  readonly missedAt: string;
  readonly exclusions: string;
  readonly noExclusions: string;
  readonly reason: string;
  readonly without: (dates: string) => string;
  readonly kind: string;
  readonly evidence: string;
  readonly when: string;
  readonly times: (count: string) => string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly unknownTitle: string;
  readonly unknownNote: (duration: string) => string;
  readonly method: string;
  /** Before the names of the tests. */
  readonly methodTests: string;
  readonly methodOf: (facts: MethodFacts) => readonly string[];
  readonly stack: string;
  readonly verdict: string;
  readonly change: string;
  readonly trend: string;
  readonly verdicts: { readonly met: string; readonly missed: string; readonly none: string };
  readonly fleetSummary: (met: string, all: string) => string;
  readonly fleetMissed: (count: number, text: string) => string;
  readonly fleetLow: (count: number, text: string) => string;
  readonly fleetUnwatched: (count: number, text: string) => string;
  readonly notReported: string;
  readonly allStacks: string;
  readonly trendOf: (first: string, last: string) => string;
  readonly sum: (up: string, down: string, excluded: string, unknown: string) => string;
}

/** What the method depends on. */
export interface MethodFacts {
  readonly downWhen: 'any' | 'all';
  readonly unknownAs: 'unknown' | 'down';
  readonly hours: string | null;
  readonly zone: string;
}

const en: Phrases = {
  labelled: (name, value) => `${name}: ${value}`,
  report: 'Availability report',
  fleet: 'Availability of all stacks',
  soFar: (until) => `So far: until ${until}`,
  clocks: (zone) => `All times are those of ${zone}.`,
  met: (target) => `The target of ${target} was met.`,
  missed: (target, downtime) =>
    `The target of ${target} was missed: ${downtime} more downtime than it allows.`,
  nothingCounts: 'No second of this period counts, so nothing can be said of the target.',
  onTrack: (target) => `So far the target of ${target} is met.`,
  offTrack: (target) => `So far availability is below the target of ${target}.`,
  availability: 'Availability',
  target: 'Target',
  downtime: 'Downtime',
  budgetLeft: 'Budget left',
  overBudget: 'Over budget',
  incidents: 'Incidents',
  longest: 'Longest incident',
  meanRecovery: 'Mean time to recovery',
  previous: 'Period before',
  points: (difference) => `${difference} points`,
  noDowntime: 'none',
  watched: (share) => `${share} watched`,
  watchedBefore: (share) => `before: ${share} watched`,
  verdictWatched: (share) => `Watched: ${share} of the time that counts.`,
  partlyWatched: 'Partly watched only',
  partlyWatchedMonths: (count, text) => `${text} ${count === 1 ? 'month' : 'months'} partly watched only`,
  budget: 'Error budget',
  budgetUsed: (used, allowed) => `${used} of ${allowed} used.`,
  budgetRest: (left) => `${left} left.`,
  budgetExceeded: (over) => `Exceeded by ${over}.`,
  budgetEnded: (moment) => `Used up on ${moment}.`,
  budgetWillEnd: (moment) => `At the pace so far it will be used up on ${moment}.`,
  budgetWillLast: 'At the pace so far it will last.',
  days: 'Day by day',
  weeks: 'Week by week',
  daysSummary: (good, bad) => `${good} without an outage that counts, ${bad} with one.`,
  noOutage: 'No outage',
  downFor: (duration) => `down for ${duration}`,
  maintenanceFor: (duration) => `maintenance for ${duration}`,
  unknownFor: (duration) => `unknown for ${duration}`,
  notCountedAtAll: 'Not counted',
  lessThan: (duration) => `Down under ${duration}`,
  longer: 'Longer',
  maintenance: 'Maintenance',
  unknown: 'Unknown',
  timeline: 'When it was down',
  noIncidents: 'There was no incident.',
  start: 'Start',
  duration: 'Duration',
  counted: 'Counted',
  tests: 'Tests',
  nobodyWatched: 'nobody watched',
  nobodyWatchedFor: (duration) => `nobody watched for ${duration}`,
  codes: 'Codes',
  notCountedBecause: 'Not counted',
  cause: 'Cause',
  ongoing: 'not over yet',
  beganBefore: 'began before',
  months: 'Last twelve months',
  monthsLabel: (list) => `Availability by month: ${list}.`,
  targetMet: 'Target met',
  targetMissed: 'Target missed',
  responseTimes: 'Response times',
  timesOf: (p50, p95) => `Half of all responses took ${p50} or less, 95 of 100 took ${p95} or less.`,
  median: 'Half of the responses',
  nearlyAll: '95 of 100 responses',
  certificates: 'Certificates',
  validUntil: 'Valid until',
  issuer: 'Issuer',
  seen: 'Seen on',
  heartbeats: 'Heartbeats',
  looks: 'Looks',
  missedAt: 'Missed when looked at',
  exclusions: 'What is not counted',
  noExclusions: 'Everything counts: nothing was excluded.',
  reason: 'Reason',
  without: (dates) => `without ${dates}`,
  kind: 'Kind',
  evidence: 'Evidence',
  when: 'When',
  times: (count) => `${count} times`,
  kinds: {
    service_hours: 'Outside service hours',
    declared: 'Agreed exclusion',
    deployment: 'Deployment',
    window: 'Maintenance window',
  },
  unknownTitle: 'What nobody watched',
  unknownNote: (duration) =>
    `For ${duration} of the time that counts nobody watched, since a test did not exist yet, was paused or left a gap. It counts neither as up nor as down.`,
  method: 'Method',
  methodTests:
    'StatusCake tests the service from outside; a test is up or down from one of its checks to the next. These tests count:',
  methodOf: ({ downWhen, unknownAs, hours, zone }) => [
    downWhen === 'any'
      ? 'The service is down while any of these tests is. Outages that overlap are one.'
      : 'The service is down only while all of these tests are. Outages that overlap are one.',
    hours === null
      ? 'Every hour of the day counts, but for the exclusions listed above.'
      : `Only these hours count: ${hours} (${zone}), without the exclusions listed above.`,
    unknownAs === 'unknown'
      ? 'Each second is, in this order: excluded; down; unknown, where the tests do not tell; up. Unknown seconds are shown, and are never counted as up.'
      : 'Each second is, in this order: excluded; down; up. Time that nobody watched counts as down.',
    'A test that was deleted counts up to when it was last read. One made again under the same name is the same test; what lies between is unknown from the beginning of that month.',
    'Availability = seconds up ÷ (seconds up + seconds down). It is cut, not rounded, so that a missed target never looks like a met one.',
    'The error budget is the time that may be down without missing the target. Days on which clocks are changed have 23 or 25 hours.',
  ],
  stack: 'Stack',
  verdict: 'Target',
  change: 'Change',
  trend: 'Twelve months',
  verdicts: { met: 'met', missed: 'missed', none: 'nothing counts' },
  fleetSummary: (met, all) => `${met} of ${all} stacks met their target.`,
  fleetMissed: (count, text) => `${text} ${count === 1 ? 'stack' : 'stacks'} missed the target`,
  fleetLow: (count, text) => `${text} ${count === 1 ? 'has' : 'have'} less than a quarter of the budget left`,
  fleetUnwatched: (count, text) => `${text} ${count === 1 ? 'has' : 'have'} time that nobody watched`,
  notReported: 'Could not be reported',
  allStacks: 'All stacks',
  trendOf: (first, last) => `from ${first} to ${last}`,
  sum: (up, down, excluded, unknown) => `Up ${up}, down ${down}, excluded ${excluded}, unknown ${unknown}.`,
};

const fr: Phrases = {
  labelled: (name, value) => `${name}\u00a0: ${value}`,
  report: 'Rapport de disponibilité',
  fleet: 'Disponibilité de tous les services',
  soFar: (until) => `Bilan provisoire, au ${until}`,
  clocks: (zone) => `Heures du fuseau ${zone}.`,
  met: (target) => `L’objectif de ${target} est atteint.`,
  missed: (target, downtime) => `L’objectif de ${target} est manqué : ${downtime} d’interruption de trop.`,
  nothingCounts: 'Aucune seconde de cette période ne compte : l’objectif reste sans verdict.',
  onTrack: (target) => `Pour l’instant, l’objectif de ${target} est tenu.`,
  offTrack: (target) => `Pour l’instant, la disponibilité est inférieure à l’objectif de ${target}.`,
  availability: 'Disponibilité',
  target: 'Objectif',
  downtime: 'Interruption',
  budgetLeft: 'Marge restante',
  overBudget: 'Dépassement',
  incidents: 'Incidents',
  longest: 'Incident le plus long',
  meanRecovery: 'Durée moyenne de rétablissement',
  previous: 'Période précédente',
  points: (difference) => `${difference} point`,
  noDowntime: 'aucune',
  watched: (share) => `${share} observé`,
  watchedBefore: (share) => `avant : ${share} observé`,
  verdictWatched: (share) => `Temps compté observé : ${share}.`,
  partlyWatched: 'Observé en partie seulement',
  partlyWatchedMonths: (_, text) => `${text} mois observés en partie seulement`,
  budget: 'Marge d’erreur',
  budgetUsed: (used, allowed) => `${used} consommées sur ${allowed}.`,
  budgetRest: (left) => `Il reste ${left}.`,
  budgetExceeded: (over) => `Dépassée de ${over}.`,
  budgetEnded: (moment) => `Épuisée le ${moment}.`,
  budgetWillEnd: (moment) => `À ce rythme, elle sera épuisée le ${moment}.`,
  budgetWillLast: 'À ce rythme, elle suffira.',
  days: 'Jour par jour',
  weeks: 'Semaine par semaine',
  daysSummary: (good, bad) => `${good} sans interruption comptée, ${bad} avec.`,
  noOutage: 'Sans interruption',
  downFor: (duration) => `interruption de ${duration}`,
  maintenanceFor: (duration) => `maintenance de ${duration}`,
  unknownFor: (duration) => `inconnu pendant ${duration}`,
  notCountedAtAll: 'Non compté',
  lessThan: (duration) => `Moins de ${duration}`,
  longer: 'Plus long',
  maintenance: 'Maintenance',
  unknown: 'Inconnu',
  timeline: 'Chronologie des interruptions',
  noIncidents: 'Aucun incident.',
  start: 'Début',
  duration: 'Durée',
  counted: 'Compté',
  tests: 'Tests',
  nobodyWatched: 'personne n’a observé',
  nobodyWatchedFor: (duration) => `personne n’a observé pendant ${duration}`,
  codes: 'Codes',
  notCountedBecause: 'Non compté',
  cause: 'Cause',
  ongoing: 'en cours',
  beganBefore: 'commencé avant',
  months: 'Les douze derniers mois',
  monthsLabel: (list) => `Disponibilité par mois : ${list}.`,
  targetMet: 'Objectif atteint',
  targetMissed: 'Objectif manqué',
  responseTimes: 'Temps de réponse',
  timesOf: (p50, p95) =>
    `La moitié des réponses a pris ${p50} ou moins, 95 sur 100 ont pris ${p95} ou moins.`,
  median: 'La moitié des réponses',
  nearlyAll: '95 réponses sur 100',
  certificates: 'Certificats',
  validUntil: 'Valable jusqu’au',
  issuer: 'Émetteur',
  seen: 'Relevé le',
  heartbeats: 'Signaux périodiques',
  looks: 'Relevés',
  missedAt: 'Manquant lors du relevé',
  exclusions: 'Ce qui n’est pas compté',
  noExclusions: 'Tout est compté : rien n’a été exclu.',
  reason: 'Raison',
  without: (dates) => `sauf ${dates}`,
  kind: 'Nature',
  evidence: 'Preuve',
  when: 'Quand',
  times: (count) => `${count} fois`,
  kinds: {
    service_hours: 'Hors des heures de service',
    declared: 'Exclusion convenue',
    deployment: 'Déploiement',
    window: 'Fenêtre de maintenance',
  },
  unknownTitle: 'Ce que personne n’a observé',
  unknownNote: (duration) =>
    `Pendant ${duration} du temps compté, personne n’a observé le service : un test n’existait pas encore, était en pause ou a laissé un trou. Ce temps n’est ni disponible ni interrompu.`,
  method: 'Méthode',
  methodTests:
    'StatusCake teste le service de l’extérieur ; d’un contrôle au suivant, un test est disponible ou interrompu. Ces tests comptent :',
  methodOf: ({ downWhen, unknownAs, hours, zone }) => [
    downWhen === 'any'
      ? 'Le service est interrompu dès qu’un de ces tests l’est. Des interruptions qui se chevauchent n’en font qu’une.'
      : 'Le service n’est interrompu que lorsque tous ces tests le sont. Des interruptions qui se chevauchent n’en font qu’une.',
    hours === null
      ? 'Toutes les heures comptent, sauf les exclusions listées plus haut.'
      : `Seules ces heures comptent : ${hours} (${zone}), sans les exclusions listées plus haut.`,
    unknownAs === 'unknown'
      ? 'Chaque seconde est, dans cet ordre : exclue ; interrompue ; inconnue, si les tests ne disent rien ; disponible. Les secondes inconnues sont montrées et ne comptent jamais comme disponibles.'
      : 'Chaque seconde est, dans cet ordre : exclue ; interrompue ; disponible. Le temps que personne n’a observé compte comme interrompu.',
    'Un test supprimé compte jusqu’à son dernier relevé. Recréé sous le même nom, il reste le même test ; l’intervalle est inconnu à partir du début de ce mois.',
    'Disponibilité = secondes disponibles ÷ (secondes disponibles + secondes interrompues). Elle est tronquée et non arrondie : un objectif manqué n’a jamais l’air atteint.',
    'La marge d’erreur est le temps d’interruption que l’objectif permet. Les jours de changement d’heure ont 23 ou 25 heures.',
  ],
  stack: 'Service',
  verdict: 'Objectif',
  change: 'Évolution',
  trend: 'Douze mois',
  verdicts: { met: 'atteint', missed: 'manqué', none: 'rien ne compte' },
  fleetSummary: (met, all) => `${met} services sur ${all} ont atteint leur objectif.`,
  fleetMissed: (count, text) => `${text} ${count === 1 ? 'service a' : 'services ont'} manqué l’objectif`,
  fleetLow: (count, text) => `${text} ${count === 1 ? 'a' : 'ont'} moins d’un quart de la marge`,
  fleetUnwatched: (count, text) => `${text} ${count === 1 ? 'a' : 'ont'} du temps que personne n’a observé`,
  notReported: 'Sans rapport',
  allStacks: 'Tous les services',
  trendOf: (first, last) => `de ${first} à ${last}`,
  sum: (up, down, excluded, unknown) =>
    `Disponible ${up}, interrompu ${down}, exclu ${excluded}, inconnu ${unknown}.`,
};

/** The sentences of each language. */
export const PHRASES: Readonly<Record<Language, Phrases>> = { en, fr };
