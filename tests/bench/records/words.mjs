// What the words of the files mean, for DuckDB and Polars.
export const spellings = {
  F: ["F", "f", "Female", "female", "W", "Woman", "Femme", "Frau", "Mujer", "2", "жен.", "женский"],
  M: ["M", "m", "Male", "male", "Man", "Homme", "homme", "Hombre", "Mann", "Herr", "masculin", "männlich", "1", "муж.",
    "мужской"],
  _U: ["", "?", "unknown", "inconnu", "unbekannt"],
  _O: ["X"],
};
export const age = [["0-13", 14], ["14-17", 18], ["18-24", 25], ["25-34", 35], ["35-44", 45], ["45-59", 60],
  ["60+", 1000]];

export function axes(job) {
  const five = ["country", "year", "role", "age", "sex"];
  return job === "wide" ? [...five, "level", "status", "offence"] : five;
}
